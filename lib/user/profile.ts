import { query } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import type { Person } from './users.ts';

/** Changes what a person says of themselves. */
export async function changeProfile(
  userId: string,
  { name, phone, address }: Pick<Person, 'name' | 'phone' | 'address'>,
): Promise<void> {
  await query('UPDATE "user".users SET name = $2, phone = $3, address = $4 WHERE id = $1', [
    userId,
    name,
    phone,
    address,
  ]);
}

/** Changes the language that a person is written to in. */
export async function changeLocale(userId: string, locale: Person['locale']): Promise<void> {
  await query('UPDATE "user".users SET locale = $2 WHERE id = $1', [userId, locale]);
}

/** Records that the address of a person is theirs, as a link that was sent to it has shown. The first time counts. */
export async function confirmEmail(tx: Transaction, userId: string): Promise<void> {
  await tx.query('UPDATE "user".users SET email_verified_at = now() WHERE id = $1 AND email_verified_at IS NULL', [
    userId,
  ]);
}

/** Removes a person, whose address is free from then on. */
export async function eraseUser(tx: Transaction, userId: string): Promise<void> {
  await tx.query('DELETE FROM "user".users WHERE id = $1', [userId]);
}
