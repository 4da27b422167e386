import { shop } from '#drizzle/schema/shop';
import { orm } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';

/** Who may register: everybody, people who were invited, or nobody. */
export const registrations = shop.registration.enumValues;
export type Registration = (typeof registrations)[number];

/** Who may register now. The office may change it at any time, so it is read each time. */
export async function readRegistration(): Promise<Registration> {
  const [row] = await orm().select({ registration: shop.registration }).from(shop);
  return row?.registration ?? 'open';
}

/** Sets who may register from now on. Returns who might before. */
export async function changeRegistration(tx: Transaction, registration: Registration): Promise<Registration> {
  const [before] = await tx.orm.select({ registration: shop.registration }).from(shop).for('update');
  await tx.orm.update(shop).set({ registration });
  return before?.registration ?? 'open';
}
