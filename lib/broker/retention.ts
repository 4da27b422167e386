import { query } from '#lib/db/pool';
import { env } from '#lib/env';
import { firstIdAt } from '#lib/ids';

const DAY_MS = 86_400_000;
const KEY_DAYS = 30;

/**
 * Forgets what need not be known any longer: idempotency keys after 30 days, messages and who asked for them after
 * `MESSAGE_RETENTION_DAYS`, which is longer, because answers to repeats are read from the messages. Ids carry their time.
 */
export async function prune(now = Date.now()): Promise<void> {
  const keysEnd = firstIdAt(now - KEY_DAYS * DAY_MS);
  const messagesEnd = firstIdAt(now - env().MESSAGE_RETENTION_DAYS * DAY_MS);
  await query(
    'UPDATE gateway.requests SET key_scope = NULL, key = NULL, digest = NULL WHERE correlation_id < $1 AND key IS NOT NULL',
    [keysEnd],
  );
  await query('DELETE FROM gateway.messages WHERE id < $1', [messagesEnd]);
  await query('DELETE FROM gateway.requests WHERE correlation_id < $1', [messagesEnd]);
}
