import { query } from '#lib/db/pool';
import { env } from '#lib/env';
import { firstIdAt } from '#lib/ids';

const DAY_MS = 86_400_000;
const KEY_DAYS = 30;
const AT_ONCE = 10_000;

/**
 * Forgets what need not be known any longer: idempotency keys after 30 days, messages and who asked for them after
 * `MESSAGE_RETENTION_DAYS`, which is longer, because answers to repeats are read from the messages; sessions, tokens and counted
 * failures when they have expired; links 30 days later, because a registration that is answered again looks whether it sent one. Ids carry their
 * time. Goes in steps, none of which takes long. What services keep they prune themselves: see worker.ts.
 */
export async function prune(now = Date.now()): Promise<void> {
  const keysEnd = firstIdAt(now - KEY_DAYS * DAY_MS);
  const messagesEnd = firstIdAt(now - env().MESSAGE_RETENTION_DAYS * DAY_MS);
  await inSteps('gateway.requests', 'correlation_id', 'correlation_id < $1 AND key IS NOT NULL', keysEnd, FORGET_KEY);
  await inSteps('gateway.messages', 'id', 'id < $1', messagesEnd);
  await inSteps('gateway.requests', 'correlation_id', 'correlation_id < $1', messagesEnd);
  const dayAgo = new Date(now - DAY_MS).toISOString();
  await inSteps('accounts.sessions', 'id', 'expires_at < $1::timestamptz', dayAgo);
  await inSteps('accounts.tokens', 'hash', 'expires_at < $1::timestamptz', dayAgo);
  await inSteps(
    'accounts.links',
    'hash',
    'expires_at < $1::timestamptz',
    new Date(now - KEY_DAYS * DAY_MS).toISOString(),
  );
  await inSteps('accounts.rate_limits', 'subject', 'window_start < $1::timestamptz', dayAgo);
}

const FORGET_KEY = 'UPDATE gateway.requests SET key_scope = NULL, key = NULL, digest = NULL';

async function inSteps(table: string, key: string, condition: string, limit: string, change = `DELETE FROM ${table}`) {
  for (;;) {
    const rows = await query(
      `${change} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${condition} LIMIT ${AT_ONCE}) RETURNING 1`,
      [limit],
    );
    if (rows.length < AT_ONCE) return;
  }
}
