import { expect, test } from 'vitest';
import { laneMiddle, layoutOf, type Participant, type TraceItem } from './layout.ts';

const message = (
  name: string,
  producer: Participant,
  consumers: Participant[],
  milliseconds: number,
  causationId: string | null = null,
): TraceItem => ({
  id: `${name} by ${producer}`,
  name,
  producer,
  consumers,
  causationId,
  time: new Date(Date.UTC(2026, 0, 1, 12) + milliseconds).toISOString(),
  body: {},
});

const collaboration = [
  message('OrderCreateRequested', 'gateway', ['order'], 0),
  message('OrderCreated', 'order', ['gateway', 'notification'], 6),
  message('OrderPaymentRequested', 'order', ['billing'], 6),
  message('OrderPaymentCreated', 'billing', ['order'], 14),
  message('OrderPaid', 'order', ['notification'], 20),
];

test('only participants of the request get a lane, always in the same order', () => {
  expect(layoutOf(collaboration).lanes).toEqual(['gateway', 'order', 'billing', 'notification']);
  expect(layoutOf([message('BillingTransfer', 'gateway', ['billing'], 0)]).lanes).toEqual(['gateway', 'billing']);
});

test('every message is an arrow from its producer to each of its consumers, with the time since the first', () => {
  const [first, second] = layoutOf(collaboration).rows;
  expect(first).toMatchObject({ kind: 'message', after: 0, from: 0, to: [1] });
  expect(second).toMatchObject({ kind: 'message', after: 6, from: 1, to: [0, 3] });
});

test('the browser is answered as soon as the gateway has its reply', () => {
  const { rows, answerRow } = layoutOf(collaboration);
  expect(answerRow).toBe(2);
  expect(rows[2]).toEqual({ kind: 'answer' });
  expect(rows).toHaveLength(6);
});

test('a gateway that calls back for data answers once it has the data', () => {
  const created = message('UserCreated', 'user', ['gateway', 'billing'], 5, 'RegistrationRequested by gateway');
  const { rows, answerRow } = layoutOf([
    message('RegistrationRequested', 'gateway', ['user'], 0),
    created,
    message('GET users/{id}', 'billing', ['user'], 8, created.id),
    message('GET users/{id}', 'gateway', ['user'], 9, created.id),
  ]);
  expect(rows.map(({ kind }) => kind)).toEqual(['message', 'message', 'call-back', 'call-back', 'answer']);
  expect(answerRow).toBe(4);
});

test('the browser waits until there is a reply', () => {
  expect(layoutOf(collaboration.slice(0, 1)).answerRow).toBeNull();
});

test('a message without consumers has no targets', () => {
  const { rows, lanes } = layoutOf([message('BillingAccountCreated', 'billing', [], 0)]);
  expect(lanes).toEqual(['billing']);
  expect(rows[0]).toMatchObject({ from: 0, to: [] });
});

test('the lanes share the width', () => {
  expect([0, 1, 2, 3].map((lane) => laneMiddle(lane, 4))).toEqual([12.5, 37.5, 62.5, 87.5]);
});
