import { notFound } from 'next/navigation';
import { z } from 'zod';
import { type CurrentUser, requireUser } from '#lib/auth/session';
import { type OrderView, readOrder } from '#lib/order/read';

/** The order of an address, for whoever is signed in and ordered it. For everybody else there is none. */
export async function ownOrder(id: string, path: string): Promise<{ order: OrderView; user: CurrentUser }> {
  const user = await requireUser(path);
  const order = z.uuid().safeParse(id).success ? await readOrder(id, user.userId) : null;
  return order ? { order, user } : notFound();
}
