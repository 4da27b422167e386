import { expect, test } from 'vitest';
import { laneMiddle, layoutOf, type Participant, type TraceItem } from './layout.ts';

const told = (
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
  told('OrderCreateRequested', 'gateway', ['order'], 0),
  told('OrderCreated', 'order', ['gateway', 'notification'], 6),
  told('OrderPaymentRequested', 'order', ['billing'], 6),
  told('OrderPaymentCreated', 'billing', ['order'], 14),
  told('OrderPaid', 'order', ['notification'], 20),
];

test('only those who take part get a lane, always in the same order', () => {
  expect(layoutOf(collaboration).lanes).toEqual(['gateway', 'order', 'billing', 'notification']);
  expect(layoutOf([told('BillingTransfer', 'gateway', ['billing'], 0)]).lanes).toEqual(['gateway', 'billing']);
});

test('every message is an arrow from its producer to each of its consumers, with the time since the first', () => {
  const [first, second] = layoutOf(collaboration).rows;
  expect(first).toMatchObject({ kind: 'message', after: 0, from: 0, to: [1] });
  expect(second).toMatchObject({ kind: 'message', after: 6, from: 1, to: [0, 3] });
});

test('the browser is answered as soon as the gateway has its reply', () => {
  const { rows, answerRow } = layoutOf(collaboration);
  expect(answerRow).toBe(2);
  expect(rows[2]).toEqual({ kind: 'answer', after: null });
  expect(rows).toHaveLength(6);
});

test('a measured answer stands among the messages of its time', () => {
  const { rows, answerRow } = layoutOf(collaboration, new Date(Date.UTC(2026, 0, 1, 12) + 15).toISOString());
  expect(answerRow).toBe(4);
  expect(rows[4]).toEqual({ kind: 'answer', after: 15 });
});

test('a measured answer never stands before the reply that it needs', () => {
  expect(layoutOf(collaboration, new Date(Date.UTC(2026, 0, 1, 12) + 1).toISOString()).answerRow).toBe(2);
});

test('a gateway that calls back for the data answers after it has them', () => {
  const created = told('UserCreated', 'user', ['gateway', 'billing'], 5, 'RegistrationRequested by gateway');
  const { rows, answerRow } = layoutOf([
    told('RegistrationRequested', 'gateway', ['user'], 0),
    created,
    told('GET users/{id}', 'billing', ['user'], 8, created.id),
    told('GET users/{id}', 'gateway', ['user'], 9, created.id),
  ]);
  expect(rows.map(({ kind }) => kind)).toEqual(['message', 'message', 'call-back', 'call-back', 'answer']);
  expect(answerRow).toBe(4);
});

test('while there is no reply the browser waits', () => {
  expect(layoutOf(collaboration.slice(0, 1)).answerRow).toBeNull();
});

test('a message that nobody consumes leads nowhere', () => {
  const { rows, lanes } = layoutOf([told('BillingAccountCreated', 'billing', [], 0)]);
  expect(lanes).toEqual(['billing']);
  expect(rows[0]).toMatchObject({ from: 0, to: [] });
});

test('the lanes share the width', () => {
  expect([0, 1, 2, 3].map((lane) => laneMiddle(lane, 4))).toEqual([12.5, 37.5, 62.5, 87.5]);
});
