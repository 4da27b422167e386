import { pruneAccess } from '#lib/accounts/prune';
import { addPartitions } from '#lib/broker/partitions';
import { pruneMessages } from '#lib/broker/prune';
import { env } from '#lib/env';
import { pruneKeys, pruneRequests } from '#lib/gateway/prune';
import { prune as pruneNotification } from '#lib/notification/prune';

const DAY_MS = 86_400_000;
const KEY_DAYS = 30;

/**
 * Forgets idempotency keys after 30 days, whose the messages were after `MESSAGE_RETENTION_DAYS`, and the messages at the
 * end of that week. The order matters where the last run was long ago: a repeat under a key is answered from the
 * messages, and only its owner may see a message.
 */
async function pruneTraffic(now = Date.now()): Promise<void> {
  const messagesEnd = now - env().MESSAGE_RETENTION_DAYS * DAY_MS;
  await pruneKeys(now - KEY_DAYS * DAY_MS);
  await pruneMessages(messagesEnd);
  await pruneRequests(messagesEnd);
}

/** What every room forgets in time, after the weeks of the message log that are to come. Each takes the present moment in Unix milliseconds. */
export const prunings: ((now?: number) => Promise<void>)[] = [
  addPartitions,
  pruneTraffic,
  pruneAccess,
  pruneNotification,
];
