import { asc, eq, inArray, sql } from 'drizzle-orm';
import { credentials } from '#drizzle/schema/accounts';
import { orm } from '#lib/db/pool';
import { selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { type Role, staffRoles } from './roles.ts';

/** Somebody who works in the office. */
export interface StaffMember {
  userId: string;
  role: Role;
}

/** Everybody who works in the office. */
export const readStaff = (): Promise<StaffMember[]> =>
  orm()
    .select({ userId: credentials.userId, role: credentials.role })
    .from(credentials)
    .where(inArray(credentials.role, [...staffRoles]))
    .orderBy(asc(credentials.createdAt), asc(credentials.userId));

/** Whether a role was changed. A shop keeps at least one owner. */
export type RoleChange = { kind: 'changed'; before: Role } | { kind: 'unknown-person' } | { kind: 'last-owner' };

const lockOwners = statement<{ userId: string }>(sql`
  SELECT ${selection({ userId: credentials.userId })} FROM ${credentials}
  WHERE ${credentials.role} = 'owner' ORDER BY ${credentials.userId} FOR NO KEY UPDATE`);

/**
 * Gives a person a role. It holds from their next request on. Owners are locked first, so that two of them cannot remove each other at
 * once.
 */
export async function changeRole(tx: Transaction, userId: string, role: Role): Promise<RoleChange> {
  const owners = await tx.run(lockOwners, {});
  const [person] = await tx.orm
    .select({ role: credentials.role })
    .from(credentials)
    .where(eq(credentials.userId, userId))
    .for('no key update');
  if (!person) return { kind: 'unknown-person' };
  if (person.role === 'owner' && role !== 'owner' && owners.length === 1) return { kind: 'last-owner' };
  await tx.orm.update(credentials).set({ role }).where(eq(credentials.userId, userId));
  tx.signal({ topic: 'user', key: userId });
  return { kind: 'changed', before: person.role };
}
