import { and, desc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { invitations } from '#drizzle/schema/accounts';
import { orm } from '#lib/db/pool';
import { bare, type Given, givenRows, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { derivedId, newId } from '#lib/ids';
import { sendInvitation } from './account-mail.ts';
import { recordActions } from './audit-log.ts';
import type { Role } from './roles.ts';
import { hashed, newSecret } from './secrets.ts';

const DAYS = 14;
const LISTED_MAX = 200;

/** Somebody who was invited and has not registered yet. */
export interface Invitation {
  id: string;
  email: string;
  role: Role;
  expiresAt: Date;
}

const isOpen = and(isNull(invitations.usedAt), gt(invitations.expiresAt, sql`now()`));
const openColumns = {
  id: invitations.id,
  email: invitations.email,
  role: invitations.role,
  expiresAt: invitations.expiresAt,
};

/** The open invitations, the newest first. */
export const readInvitations = (): Promise<Invitation[]> =>
  orm().select(openColumns).from(invitations).where(isOpen).orderBy(desc(invitations.id)).limit(LISTED_MAX);

/** The open invitation that a link leads to; null if it is unknown, used, revoked or expired. Asking does not use it. */
export async function findInvitation(secret: string): Promise<Invitation | null> {
  const [found] = await orm()
    .select(openColumns)
    .from(invitations)
    .where(and(eq(invitations.hash, hashed(secret)), isOpen));
  return found ?? null;
}

/**
 * Invites somebody to register: a link goes to the address, which works once and within 14 days. Who was invited before gets a new link, and the
 * earlier one works no longer. Returns the id of the invitation.
 */
export async function invite(
  tx: Transaction,
  { email, role, locale, invitedBy }: { email: string; role: Role; locale: string; invitedBy: string },
): Promise<string> {
  await tx.orm.delete(invitations).where(and(eq(invitations.email, email), isNull(invitations.usedAt)));
  const [id, secret] = [newId(), newSecret()];
  const expiresAt = sql`now() + make_interval(days => ${DAYS})`;
  await tx.orm.insert(invitations).values({ hash: hashed(secret), id, email, role, invitedBy, expiresAt });
  const link = `${env().PUBLIC_URL}/register?${new URLSearchParams({ invitation: secret })}`;
  await sendInvitation(tx, { invitationId: id, email, locale, link });
  return id;
}

/** Revokes an open invitation. Returns whom it was for; null where there is none. */
export async function revokeInvitation(tx: Transaction, id: string): Promise<Pick<Invitation, 'role'> | null> {
  const [revoked] = await tx.orm
    .delete(invitations)
    .where(and(eq(invitations.id, id), isNull(invitations.usedAt)))
    .returning({ role: invitations.role });
  return revoked ?? null;
}

/** Somebody who registers with the secret of an invitation. */
export interface InvitedPerson {
  userId: string;
  email: string;
  secret: string;
}

const given = givenRows(invitations, ['hash', 'usedBy']);
const spend = statement<never, Given<typeof invitations, 'hash' | 'usedBy'>>(
  sql`UPDATE ${invitations} SET ${bare(invitations.usedAt)} = now(), ${bare(invitations.usedBy)} = ${given.column.usedBy}
    FROM ${given.source} WHERE ${invitations.hash} = ${given.column.hash}`,
);

/**
 * Spends invitations, and returns the role that each person gets, by user id; who is missing has no open invitation for their address. Of those
 * who come with the same one, the first gets it. Rows are locked in the order of their hashes, so that two batches cannot deadlock.
 */
export async function spendInvitations(tx: Transaction, people: InvitedPerson[]): Promise<Map<string, Role>> {
  if (people.length === 0) return new Map();
  const locked = await tx.orm
    .select({ hash: invitations.hash, email: invitations.email, role: invitations.role })
    .from(invitations)
    .where(
      and(
        inArray(
          invitations.hash,
          people.map(({ secret }) => hashed(secret)),
        ),
        isOpen,
      ),
    )
    .orderBy(invitations.hash)
    .for('update');
  const spent = locked.flatMap(({ hash, email, role }) => {
    const person = people.find((one) => one.email === email && hashed(one.secret) === hash);
    return person ? [{ hash, role, usedBy: person.userId }] : [];
  });
  await tx.run(spend, { rows: spent.map(({ hash, usedBy }) => ({ hash, usedBy })) });
  return new Map(spent.map(({ usedBy, role }) => [usedBy, role]));
}

/** Opens the invitations again that people whose registration was rejected came with. */
export async function returnInvitations(tx: Transaction, userIds: string[]): Promise<void> {
  await tx.orm.update(invitations).set({ usedAt: null, usedBy: null }).where(inArray(invitations.usedBy, userIds));
}

/** Records, once, the roles of the office that new people got by their invitation. */
export async function recordInvitedRoles(tx: Transaction, userIds: string[]): Promise<void> {
  const invited = await tx.orm
    .select({ id: invitations.id, userId: invitations.usedBy, role: invitations.role, by: invitations.invitedBy })
    .from(invitations)
    .where(and(inArray(invitations.usedBy, userIds), ne(invitations.role, 'customer')));
  await recordActions(
    tx,
    invited.flatMap(({ id, userId, role, by }) =>
      userId
        ? {
            id: derivedId(userId, 'invited'),
            actorId: by,
            origin: null,
            action: 'role-changed' as const,
            subject: `user:${userId}` as const,
            before: { role: 'customer' },
            after: { role, invitationId: id },
          }
        : [],
    ),
  );
}
