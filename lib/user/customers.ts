import { and, desc, eq, ilike, lt, or, type SQL, sql } from 'drizzle-orm';
import { users } from '#drizzle/schema/user';
import { decodeCursor, type Page, pageOf } from '#lib/db/cursor';
import { orm } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { isId } from '#lib/ids';

/** A user as the office knows them. */
export interface Customer {
  userId: string;
  email: string;
  name: string;
  phone: string | null;
  /** The card that the till knows them by. */
  cardId: string | null;
  /** What the office has noted about them. */
  note: string | null;
  emailVerifiedAt: Date | null;
  createdAt: Date;
}

/**
 * A page of the users, the newest first: all of them, or those whose name or address contains the query, or whose card or id it is. Throws
 * `InvalidCursor`.
 */
export async function findCustomers({
  query = '',
  limit,
  cursor,
}: {
  query?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}): Promise<Page<Customer>> {
  const after = cursor ? lt(users.id, decodeCursor(cursor)) : undefined;
  const rows = await orm()
    .select()
    .from(users)
    .where(and(after, matches(query.trim())))
    .orderBy(desc(users.id))
    .limit(limit + 1);
  return pageOf(rows, limit, customerOf, ({ id }) => id);
}

/** The id of the user whose card or id a scanner has read; null if there is none. No card reads like an id. */
export async function findByCode(code: string): Promise<string | null> {
  if (hasNul(code)) return null;
  const id = code.toLowerCase();
  const [row] = await orm()
    .select({ id: users.id })
    .from(users)
    .where(isId(id) ? eq(users.id, id) : eq(users.cardId, code));
  return row?.id ?? null;
}

/** Postgres takes no NUL in a text, so none contains it. */
const hasNul = (text: string): boolean => text.includes('\0');

function matches(query: string): SQL | undefined {
  if (query === '') return undefined;
  if (hasNul(query)) return sql`false`;
  if (isId(query)) return eq(users.id, query);
  const pattern = `%${query.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return or(ilike(users.name, pattern), ilike(users.email, pattern), eq(users.cardId, query));
}

/** A user as the office knows them; null if there is none. */
export async function readCustomer(userId: string): Promise<Customer | null> {
  const [row] = await orm().select().from(users).where(eq(users.id, userId));
  return row ? customerOf(row) : null;
}

const customerOf = ({
  id,
  email,
  name,
  phone,
  cardId,
  note,
  emailVerifiedAt,
  createdAt,
}: typeof users.$inferSelect): Customer => ({
  userId: id,
  email,
  name,
  phone,
  cardId,
  note,
  emailVerifiedAt,
  createdAt,
});

/** What the office keeps of a user, before and after a change. */
export type CustomerChange =
  | { kind: 'changed'; before: Pick<Customer, 'cardId' | 'note'> }
  | { kind: 'unknown-person' }
  /** The card belongs to somebody else. */
  | { kind: 'card-taken' };

/** Changes the card or the note of a user; what is undefined stays. */
export async function changeCustomer(
  tx: Transaction,
  userId: string,
  { cardId, note }: { cardId?: string | null | undefined; note?: string | null | undefined },
): Promise<CustomerChange> {
  const [before] = await tx.orm
    .select({ cardId: users.cardId, note: users.note })
    .from(users)
    .where(eq(users.id, userId))
    .for('update');
  if (!before) return { kind: 'unknown-person' };
  if (cardId) {
    const [holder] = await tx.orm.select({ id: users.id }).from(users).where(eq(users.cardId, cardId));
    if (holder && holder.id !== userId) return { kind: 'card-taken' };
  }
  await tx.orm
    .update(users)
    .set({ cardId: cardId === undefined ? before.cardId : cardId, note: note === undefined ? before.note : note })
    .where(eq(users.id, userId));
  return { kind: 'changed', before };
}
