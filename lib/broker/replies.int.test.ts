import { afterEach, expect, vi } from 'vitest';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { processWide } from '#lib/process-wide';
import { test } from '#scripts/testing/integration';
import { type LoggedMessage, record } from './message-log.ts';
import { caused, publish } from './publish.ts';
import { expectReply } from './replies.ts';

/** The reply of Billing to a request that came under a correlation id. */
function replyTo(correlationId: string): LoggedMessage {
  const body = { outcome: 'balance-limit', transferId: newId() };
  return caused('command-reply', { id: newId(), correlationId }, 'BillingTransferResponse', body);
}
const answer = (...replies: LoggedMessage[]) => transact((tx) => publish(tx, replies));

// The slow look for replies happens when a test says so: a signal that is missed must not go unnoticed.
vi.useFakeTimers({ toFake: ['setInterval', 'Date'] });
const letSecondsPass = () => vi.advanceTimersByTime(2_100);

afterEach(() => {
  const { waiters } = processWide('reply-waiters', () => ({ waiters: new Map() }));
  expect(waiters.size).toBe(0);
});

test('a reply that is there before anybody looks is not missed', async () => {
  const reply = replyTo(newId());
  const expected = expectReply(reply.correlationId);
  await answer(reply);
  expect(await expected.within(5_000)).toEqual(reply);
});

test('a reply wakes whoever waits for it, and every one of them', async () => {
  const reply = replyTo(newId());
  const waiting = Array.from({ length: 3 }, () => expectReply(reply.correlationId).within(5_000));
  await answer(replyTo(newId()), reply);
  expect(await Promise.all(waiting)).toEqual([reply, reply, reply]);
});

test('a reply whose signal is lost is found all the same', async () => {
  const reply = replyTo(newId());
  const waiting = expectReply(reply.correlationId).within(10_000);
  await transact((tx) => record(tx, [reply])); // recorded, and nobody told
  letSecondsPass();
  expect(await waiting).toEqual(reply);
});

test('after the timeout there is no reply, and nobody waits any more', async () => {
  const reply = replyTo(newId());
  expect(await expectReply(reply.correlationId).within(20)).toBeNull();
  await answer(reply);
});

test('a request that failed is forgotten', async () => {
  expectReply(newId()).forget();
});

test('two hundred customers who wait at once each get the reply to their own request', async () => {
  const replies = Array.from({ length: 200 }, () => replyTo(newId()));
  const waiting = replies.map(({ correlationId }) => expectReply(correlationId).within(10_000));
  const shuffled = replies.toSorted(({ correlationId: a }, { correlationId: b }) =>
    a.slice(20) < b.slice(20) ? -1 : 1,
  );
  await Promise.all(Array.from({ length: 20 }, (_, index) => answer(...shuffled.slice(10 * index, 10 * index + 10))));
  expect(await Promise.all(waiting)).toEqual(replies);
});
