import { expect } from 'vitest';
import { first, publish } from '#lib/broker/publish';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { eventCollaboration } from '#lib/messages/event-collaboration';
import { test } from '#scripts/testing/integration';
import { prunings } from './pruning.ts';

const DAY_MS = 86_400_000;

async function prune(now: number): Promise<void> {
  for (const pruning of prunings) await pruning(now);
}

async function givenRequest(): Promise<void> {
  const [userId, correlationId] = [newId(), newId()];
  const person = {
    userId,
    email: `${userId}@saldo.example`,
    name: 'Ann',
    phone: null,
    address: null,
    locale: 'en' as const,
  };
  await transact(async (tx) => {
    publish(tx, [first(eventCollaboration, 'UserCreateRequested', person, correlationId)]);
    await tx.query(
      'INSERT INTO gateway.requests (correlation_id, owner_id, key_scope, key, digest) VALUES ($1, $2, $3, $4, $5)',
      [correlationId, userId, `user:${userId}`, 'a key', 'a digest'],
    );
  });
}

const kept = async () => {
  const [row] = await query(
    `SELECT (SELECT count(*)::int FROM gateway.messages) AS messages, count(*)::int AS requests, count(key)::int AS keys
     FROM gateway.requests`,
  );
  return row;
};

test('keeps idempotency keys for 30 days, and messages longer', async () => {
  await givenRequest();
  await prune(Date.now() + 29 * DAY_MS);
  expect(await kept()).toEqual({ messages: 1, requests: 1, keys: 1 });
  await prune(Date.now() + 31 * DAY_MS);
  expect(await kept()).toEqual({ messages: 1, requests: 1, keys: 0 });
  await prune(Date.now() + 91 * DAY_MS);
  expect(await kept()).toMatchObject({ requests: 0, keys: 0 });
  await prune(Date.now() + 91 * DAY_MS + 3 * 7 * DAY_MS);
  expect(await kept()).toEqual({ messages: 0, requests: 0, keys: 0 });
});

test('forgets links 30 days after they expired, and counted attempts after a day', async () => {
  await query(
    `INSERT INTO accounts.links (hash, user_id, purpose, expires_at) VALUES ('a hash', $1, 'verify-email', now() + interval '1 day')`,
    [newId()],
  );
  await query(
    `INSERT INTO accounts.rate_limits (subject, attempts, window_start) VALUES ('ann@example.com', 3, now())`,
  );
  const left = async () => {
    const [row] = await query(
      'SELECT (SELECT count(*)::int FROM accounts.links) AS links, (SELECT count(*)::int FROM accounts.rate_limits) AS attempts',
    );
    return row;
  };
  await prune(Date.now() + DAY_MS / 2);
  expect(await left()).toEqual({ links: 1, attempts: 1 });
  await prune(Date.now() + 30 * DAY_MS);
  expect(await left()).toEqual({ links: 1, attempts: 0 });
  await prune(Date.now() + 32 * DAY_MS);
  expect(await left()).toEqual({ links: 0, attempts: 0 });
});
