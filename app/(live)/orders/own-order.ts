import { notFound } from 'next/navigation';
import { type CurrentUser, requireUser } from '#lib/auth/session';
import { type OrderView, readOrder } from '#lib/order/read';

/** The order with this id if it belongs to the current user; anybody else gets the 404 page. */
export async function ownOrder(id: string, path: string): Promise<{ order: OrderView; user: CurrentUser }> {
  const user = await requireUser(path);
  const order = await readOrder(id, user.userId);
  return order ? { order, user } : notFound();
}
