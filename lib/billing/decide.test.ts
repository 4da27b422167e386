import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BALANCE_MAX } from '#lib/money';
import type { Wallet } from './accounts.ts';
import { type Books, type Decision, decide, type Movement } from './decide.ts';

const booksOf = (...wallets: Wallet[]): Books => ({
  wallets: new Map(wallets.map((wallet) => [wallet.id, wallet])),
  decided: new Map(),
  reversed: new Map(),
});

const movement = (subjectId: string, change: number, more: Partial<Movement> = {}): Movement => ({
  subjectId,
  kind: change > 0 ? 'deposit' : 'payment',
  transferId: `transfer of ${subjectId}`,
  userId: 'ann',
  walletId: 'wallet of ann',
  houseId: 'house',
  change,
  currency: 'EUR',
  orderId: null,
  reverses: null,
  ...more,
});

const annHas = (balance: number, alertBelow: number | null = null, isBlocked = false) =>
  booksOf({ id: 'wallet of ann', balance, version: 7, alertBelow, isBlocked });

/** A reversal of a top-up of 100; without an amount of all that is left of it. */
const undo = (subjectId: string, amount?: number) =>
  movement(subjectId, -(amount ?? 100), {
    kind: 'reversal',
    reverses: { transferId: 'top-up', change: -100, isWhole: amount === undefined },
  });

test('lets two orders of one batch spend only what is there', () => {
  const { answers, postings, wallets } = decide(annHas(500), [movement('order 1', -300), movement('order 2', -300)]);
  expect(answers).toMatchObject([
    { outcome: 'settled', balance: 200 },
    { outcome: 'refused', reason: 'insufficient-funds' },
  ]);
  expect(postings).toMatchObject([{ balanceBefore: 500, balanceAfter: 200, version: 8 }]);
  expect(wallets).toMatchObject([{ id: 'wallet of ann', balance: 200, version: 8 }]);
});

test('spends to the last cent and not further', () => {
  const { answers } = decide(annHas(500), [movement('order 1', -500), movement('order 2', -1)]);
  expect(answers).toMatchObject([{ outcome: 'settled', balance: 0 }, { outcome: 'refused' }]);
});

test('refuses a deposit that would pass the limit of a balance', () => {
  const { answers } = decide(annHas(BALANCE_MAX - 1), [movement('top-up 1', 2), movement('top-up 2', 1)]);
  expect(answers).toMatchObject([
    { outcome: 'refused', reason: 'balance-limit' },
    { outcome: 'settled', balance: BALANCE_MAX },
  ]);
});

test('reverses a transfer once within a batch', () => {
  const { answers } = decide(annHas(500), [undo('undo 1'), undo('undo 2')]);
  expect(answers).toMatchObject([
    { outcome: 'settled', balance: 400 },
    { outcome: 'refused', reason: 'already-reversed' },
  ]);
});

test('reverses parts of a transfer up to its amount, and then what is left', () => {
  const parts = [undo('undo 1', 60), undo('undo 2', 41), undo('undo 3'), undo('undo 4', 1)];
  const { answers, postings } = decide(annHas(500), parts);
  expect(answers).toMatchObject([
    { outcome: 'settled', amount: 60, balance: 440 },
    { outcome: 'refused', amount: 41, reason: 'over-refund' },
    { outcome: 'settled', amount: 40, balance: 400 },
    { outcome: 'refused', reason: 'over-refund' },
  ]);
  expect(postings.map(({ movement: { change } }) => change)).toEqual([-60, -40]);
});

test('counts what was reversed in earlier batches, and answers a repeat of a whole reversal as before', () => {
  const { answers, decisions } = decide({ ...annHas(500), reversed: new Map([['top-up', 70]]) }, [undo('undo 1')]);
  expect(answers).toMatchObject([{ outcome: 'settled', amount: 30, balance: 470 }]);
  const later = {
    ...annHas(470),
    reversed: new Map([['top-up', 100]]),
    decided: new Map(decisions.map((made) => [made.subjectId, made])),
  };
  expect(decide(later, [undo('undo 1')]).answers).toEqual(answers);
});

test('never turns a refund of a negative amount into a charge', () => {
  expect(() => decide(annHas(500), [undo('undo 1', -10)])).toThrow('no valid amount');
});

test('a blocked wallet takes money and pays none, whatever it holds', () => {
  const blocked = annHas(500, null, true);
  const { answers } = decide(blocked, [
    movement('order 1', -1),
    movement('order 2', -501),
    movement('withdrawal', -1, { kind: 'withdrawal' }),
    movement('deposit', 10),
    movement('refund', 5, { kind: 'reversal', reverses: { transferId: 'payment', change: 20, isWhole: false } }),
    movement('up', 5, { kind: 'adjustment' }),
    movement('down', -5, { kind: 'adjustment' }),
  ]);
  expect(answers.map((answer) => (answer.outcome === 'refused' ? answer.reason : answer.balance))).toEqual([
    ...['account-blocked', 'account-blocked', 'account-blocked'],
    ...[510, 515, 520, 515],
  ]);
});

test('adjusts a balance up and down, and not below zero', () => {
  const adjustments = [5, -505, -1].map((change) => movement(`adjust by ${change}`, change, { kind: 'adjustment' }));
  expect(decide(annHas(500), adjustments).answers).toMatchObject([
    { outcome: 'settled', balance: 505 },
    { outcome: 'settled', balance: 0 },
    { outcome: 'refused', reason: 'insufficient-funds' },
  ]);
});

test.each([
  ['another amount', movement('order 1', -301)],
  ['another user', movement('order 1', -300, { userId: 'bob' })],
  ['another kind', movement('order 1', -300, { kind: 'withdrawal' })],
  ['another currency', movement('order 1', -300, { currency: 'USD' })],
])('does not take the id of a decided order for %s', (_, repeat) => {
  expect(() => decide(annHas(500), [movement('order 1', -300), repeat])).toThrow('order 1 was decided before');
});

test.each([0, 0.5, Number.NaN, -1_000_000_000_001])('charges no amount of %s', (change) => {
  expect(() => decide(annHas(500), [movement('order 1', change, { kind: 'payment' })])).toThrow('no valid amount');
});

test('never turns a payment of a negative amount into a deposit', () => {
  expect(() => decide(annHas(500), [movement('order 1', 100, { kind: 'payment' })])).toThrow('no valid amount');
});

const users = ['ann', 'bob', 'cem'];
const anyMovement = fc
  .record({
    subject: fc.integer({ min: 0, max: 30 }),
    user: fc.constantFrom(...users),
    amount: fc.integer({ min: 1, max: 400 }),
  })
  // Kind, user and amount follow from the subject, as with a message that is delivered again.
  .map(({ subject }) => {
    const amount = 1 + ((subject * 97) % 400);
    const userId = users[subject % users.length] ?? 'ann';
    return movement(`subject ${subject}`, subject % 4 === 0 ? amount : -amount, {
      userId,
      walletId: `wallet of ${userId}`,
    });
  });
const anyBooks = fc.tuple(...users.map(() => fc.integer({ min: 0, max: 600 }))).map((balances) =>
  booksOf(
    ...users.map((user, index) => ({
      id: `wallet of ${user}`,
      balance: balances[index] ?? 0,
      version: index,
      alertBelow: 250,
      isBlocked: false,
    })),
  ),
);

const crossingOf = (answer: Decision | undefined) => (answer?.outcome === 'settled' ? answer.crossing : undefined);

/** A decision that is given again carries no crossing: only the first answer does. */
const withoutCrossing = (answer: Decision): Decision =>
  answer.outcome === 'settled' ? { ...answer, crossing: undefined as never } : answer;

test('reports a balance that falls below the limit of its owner, once and only on the way down', () => {
  const movements = [-100, -100, -100, 200, 1, -1, -1].map((change, index) => movement(`step ${index}`, change));
  // 600 → 500 → 400 → 300 → 500 → 501 → 500 → 499, with the limit at 500
  const { answers } = decide(annHas(600, 500), movements);
  expect(answers.map((answer) => crossingOf(answer)?.balance ?? null)).toEqual([
    null,
    400,
    null,
    null,
    null,
    null,
    499,
  ]);
  expect(crossingOf(answers[1])).toEqual({
    userId: 'ann',
    transferId: 'transfer of step 1',
    balance: 400,
    alertBelow: 500,
    currency: 'EUR',
  });
});

test('reports no crossing where nothing moved, no alert is wanted, or the balance was below the limit before', () => {
  const crossings = (balance: number, alertBelow: number | null, change: number) =>
    decide(annHas(balance, alertBelow), [movement('order 1', change)]).answers.map(crossingOf);
  expect(crossings(600, 500, -601)).toEqual([undefined]);
  expect(crossings(600, null, -600)).toEqual([undefined]);
  expect(crossings(499, 500, -100)).toEqual([undefined]);
  expect(crossings(600, 500, -100)).toEqual([undefined]);
});

test('reports a crossing once, however often the payment is delivered', () => {
  const order = movement('order 1', -200);
  const { answers, decisions } = decide(annHas(600, 500), [order, order]);
  expect(answers.map((answer) => crossingOf(answer)?.balance)).toEqual([400, undefined]);
  const later = { ...annHas(400, 500), decided: new Map(decisions.map((made) => [made.subjectId, made])) };
  expect(decide(later, [order]).answers.map(crossingOf)).toEqual([undefined]);
});

test('keeps every wallet in its range, with a chain of balances that ends at the balance of the wallet', () => {
  fc.assert(
    fc.property(anyBooks, fc.array(anyMovement, { maxLength: 40 }), (books, movements) => {
      const { postings, wallets } = decide(books, movements);
      const chain = new Map(books.wallets);
      for (const {
        movement: { walletId, change },
        balanceBefore,
        balanceAfter,
        version,
      } of postings) {
        const before = chain.get(walletId);
        expect(balanceBefore).toBe(before?.balance);
        expect(version).toBe((before?.version ?? 0) + 1);
        expect(balanceAfter).toBe(balanceBefore + change);
        expect(balanceAfter).toBeGreaterThanOrEqual(0);
        chain.set(walletId, { id: walletId, balance: balanceAfter, version, alertBelow: 250, isBlocked: false });
      }
      for (const wallet of wallets) expect(wallet).toEqual(chain.get(wallet.id));
    }),
  );
});

test('decides the same whether movements come in one batch, in two, or again', () => {
  fc.assert(
    fc.property(anyBooks, fc.array(anyMovement, { maxLength: 40 }), fc.nat(40), (books, movements, cut) => {
      const atOnce = decide(books, movements).answers;
      const first = decide(books, movements.slice(0, cut));
      const between: Books = {
        wallets: new Map([...books.wallets, ...first.wallets.map((wallet) => [wallet.id, wallet] as const)]),
        decided: new Map(first.decisions.map((decision) => [decision.subjectId, decision])),
        reversed: new Map(),
      };
      const second = decide(between, movements.slice(cut));
      expect([...first.answers, ...second.answers]).toEqual(atOnce);

      const again = decide(between, movements.slice(0, cut));
      expect(again).toEqual({ answers: first.answers.map(withoutCrossing), decisions: [], postings: [], wallets: [] });
    }),
  );
});
