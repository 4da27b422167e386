import { sql } from 'drizzle-orm';
import { invitations, links, rateLimits, sessions, tokens } from '#drizzle/schema/accounts';
import { deletion, inSteps } from '#lib/db/in-steps';

const DAY_MS = 86_400_000;
const LINK_DAYS = 30;

type Until = { end: Date };
const end = sql.placeholder('end');
const sessionsUntil = deletion<Until>(sessions, sessions.id, sql`${sessions.expiresAt} < ${end}`);
const tokensUntil = deletion<Until>(tokens, tokens.hash, sql`${tokens.expiresAt} < ${end}`);
const linksUntil = deletion<Until>(links, links.hash, sql`${links.expiresAt} < ${end}`);
const invitationsUntil = deletion<Until>(invitations, invitations.hash, sql`${invitations.expiresAt} < ${end}`);
const attemptsUntil = deletion<Until>(rateLimits, rateLimits.subject, sql`${rateLimits.windowStart} < ${end}`);

/**
 * Deletes sessions, tokens and counted attempts a day after they ended, and links and invitations 30 days after they expired: a
 * registration that is answered again looks whether it has sent one.
 */
export async function pruneAccess(now = Date.now()): Promise<void> {
  const dayAgo = new Date(now - DAY_MS);
  await inSteps(sessionsUntil, { end: dayAgo });
  await inSteps(tokensUntil, { end: dayAgo });
  await inSteps(linksUntil, { end: new Date(now - LINK_DAYS * DAY_MS) });
  await inSteps(invitationsUntil, { end: new Date(now - LINK_DAYS * DAY_MS) });
  await inSteps(attemptsUntil, { end: dayAgo });
}
