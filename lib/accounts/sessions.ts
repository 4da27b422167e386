import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import { credentials, sessions } from '#drizzle/schema/accounts';
import { gather } from '#lib/db/gather';
import { orm, run } from '#lib/db/pool';
import { sendSignals } from '#lib/db/signals';
import { type RowOf, selection, statement } from '#lib/db/statement';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { ownAction, recordActions } from './audit-log.ts';
import type { Identity } from './sign-in.ts';
import { accountStands } from './standing.ts';

const SESSION_DAYS = 30;
const USER_AGENT_MAX = 500;

/** Opens a browser session and returns its id; null where the account was erased meanwhile. `userAgent` is what the browser says of itself. */
export async function openSession(userId: string, userAgent: string | null): Promise<string | null> {
  const id = newId();
  return transact(async (tx) => {
    if (!(await accountStands(tx, userId))) return null;
    await tx.orm.insert(sessions).values({
      id,
      userId,
      userAgent: userAgent?.slice(0, USER_AGENT_MAX) ?? null,
      expiresAt: sql`now() + make_interval(days => ${SESSION_DAYS})`,
    });
    await recordActions(tx, [ownAction(userId, 'signed-in', { sessionId: id })]);
    return id;
  });
}

const stands = and(isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`));
const isStale = sql<boolean>`${sessions.lastSeenAt} < now() - interval '1 minute'`;

const found = selection({ id: sessions.id, userId: sessions.userId, role: credentials.role, isStale });
const findAll = statement<RowOf<typeof found>, { ids: string[] }>(sql`
  SELECT ${found} FROM ${sessions} JOIN ${credentials} ON ${credentials.userId} = ${sessions.userId}
  WHERE ${sessions.id} = ANY(${sql.placeholder('ids')}) AND ${stands}`);
const find = gather(
  'sessions',
  (ids) => run(findAll, { ids }),
  ({ id }) => id,
);

/** Whose session this is; null if it is unknown, expired or revoked. */
export async function findSession(sessionId: string): Promise<Identity | null> {
  const session = await find(sessionId);
  if (!session) return null;
  if (session.isStale)
    await orm()
      .update(sessions)
      .set({ lastSeenAt: sql`now()` })
      .where(and(eq(sessions.id, sessionId), isStale));
  return { userId: session.userId, role: session.role };
}

/** Ends a browser session. */
export async function revokeSession(sessionId: string): Promise<void> {
  await revoke(eq(sessions.id, sessionId));
}

/** Signs one device of a person out. */
export async function signOutDevice(userId: string, sessionId: string): Promise<void> {
  await revoke(and(eq(sessions.userId, userId), eq(sessions.id, sessionId)));
}

/** Signs every device of a person out but one. */
export async function signOutOthers(userId: string, sessionId: string): Promise<void> {
  await revoke(and(eq(sessions.userId, userId), ne(sessions.id, sessionId)));
}

/** Revokes sessions, and signals the open pages of their users: those refresh, and are redirected to sign in. Their streams end. */
async function revoke(which: ReturnType<typeof and>): Promise<void> {
  const ended = await transact(async (tx) => {
    const rows = await tx.orm
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(which, isNull(sessions.revokedAt)))
      .returning({ userId: sessions.userId, sessionId: sessions.id });
    await recordActions(
      tx,
      rows.map(({ userId, sessionId }) => ownAction(userId, 'signed-out', { sessionId })),
    );
    return rows;
  });
  const userIds = [...new Set(ended.map(({ userId }) => userId))];
  sendSignals(userIds.flatMap((key) => [{ topic: 'user', key } as const, { topic: 'session', key } as const]));
}

/** A browser that is signed in. */
export interface Device {
  sessionId: string;
  /** What the browser says of itself. */
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

/** The browsers in which a person is signed in, the one seen last first. */
export function readDevices(userId: string): Promise<Device[]> {
  return orm()
    .select({
      sessionId: sessions.id,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), stands))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}
