import { describe, expect } from 'vitest';
import {
  adjustment,
  ann,
  bob,
  deposited,
  paidOrder,
  refund,
  refundRequest,
  refusedOrder,
  refusedWithdrawal,
  requestOf,
  returnedPayout,
  reversal,
  reversed,
  secondRefund,
  settledPayout,
  test,
  waitingOrder,
  waitingPayout,
  withdrawn,
} from '#lib/audit/testing';

type Case = [deed: string, change: string, fault: string];

/** Every case breaks the books on purpose, and names what the audit must say of it; `*` stands for anything. */
function breaking(cases: Case[]): void {
  test.for(cases)('%s', async ([, change, fault], { auditAfter }) => {
    const pattern = fault.replaceAll(/[.()]/g, '\\$&').replaceAll('*', '.*');
    expect(await auditAfter(change)).toContainEqual(expect.stringMatching(new RegExp(`^${pattern} \\[`)));
  });
}

const ofBob = `(SELECT id FROM billing.accounts WHERE user_id = '${bob}')`;

test('finds no fault in books that nobody touched', async ({ auditAfter }) => {
  expect(await auditAfter('')).toEqual([]);
});

test('finds none either where the broker was never installed, and every order is final', async ({ auditAfter }) => {
  const change = `DROP SCHEMA pgboss CASCADE; DELETE FROM "order".orders WHERE id = '${waitingOrder}'`;
  expect(await auditAfter(change)).toEqual([]);
});

test('shows twenty faults of a kind and counts the others', async ({ auditAfter }) => {
  const faults = await auditAfter(`INSERT INTO billing.entries (id, transfer_id, account_id, amount)
    SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1 FROM generate_series(1, 23)`);
  expect(faults).toHaveLength(21);
  expect(faults.at(-1)).toBe('… and 3 more [an entry belongs to a transfer]');
});

describe('the ledger: the audit names the fault when somebody', () => {
  breaking([
    [
      'enlarges a transfer',
      `UPDATE billing.transfers SET amount = 1001 WHERE id = '${deposited.transferId}'`,
      `transfer ${deposited.transferId} of 1001 EUR has 2 entries: *`,
    ],
    [
      'removes half of a transfer',
      `DELETE FROM billing.entries WHERE transfer_id = '${deposited.transferId}' AND version IS NULL`,
      `transfer ${deposited.transferId} of 1000 EUR has 1 entries: 1000 on account *`,
    ],
    [
      'removes a transfer and leaves its entries',
      `DELETE FROM billing.transfers WHERE id = '${withdrawn.transferId}'`,
      `entry * of -100 on account *: its transfer ${withdrawn.transferId} does not exist`,
    ],
    [
      'calls a withdrawal a deposit',
      `UPDATE billing.transfers SET kind = 'deposit' WHERE id = '${withdrawn.transferId}'`,
      `deposit ${withdrawn.transferId} in EUR by cash goes from wallet (EUR) to cash (EUR)`,
    ],
    [
      'puts a transfer into another currency',
      `UPDATE billing.transfers SET currency = 'USD' WHERE id = '${withdrawn.transferId}'`,
      `withdrawal ${withdrawn.transferId} in USD by cash goes from wallet (EUR) to cash (EUR)`,
    ],
    [
      'calls cash a card',
      `UPDATE billing.transfers SET method = 'card' WHERE id = '${withdrawn.transferId}'`,
      `withdrawal ${withdrawn.transferId} in EUR by card goes from wallet (EUR) to cash (EUR)`,
    ],
    [
      'takes an adjustment for a payment',
      `UPDATE billing.transfers SET kind = 'payment', order_id = id WHERE id = '${adjustment}'`,
      `payment ${adjustment} in EUR by no method goes from adjustments (EUR) to wallet (EUR)`,
    ],
    [
      'lets money appear from nowhere',
      `UPDATE billing.accounts SET balance = balance + 7 WHERE user_id = '${bob}'`,
      'the accounts in EUR sum to 7',
    ],
    [
      'removes a payout that waits',
      `DELETE FROM billing.payouts WHERE transfer_id = '${waitingPayout.transferId}'`,
      `payout ${waitingPayout.transferId} * is missing by transfer none; the withdrawal: withdrawal of 30 by user ${bob}*`,
    ],
    [
      'says that a payout was paid that was not',
      `UPDATE billing.payouts SET state = 'settled', method = 'cash', decided_by = '${ann}', decided_as = '${bob}', decided_at = now()
       WHERE transfer_id = '${waitingPayout.transferId}'`,
      `payout ${waitingPayout.transferId} of 30 EUR to user ${bob} is settled by transfer ${bob}; *, the transfer: missing of `,
    ],
    [
      'owes somebody a payout that was paid',
      `UPDATE billing.payouts SET state = 'waiting', method = NULL, decided_by = NULL, decided_as = NULL, decided_at = NULL
       WHERE transfer_id = '${settledPayout.transferId}'`,
      'payouts-due in EUR holds 30, the payouts that wait sum to 50',
    ],
    [
      'says that a returned payout was paid',
      `UPDATE billing.payouts SET state = 'settled', method = 'cash' WHERE transfer_id = '${returnedPayout.transferId}'`,
      `payout ${returnedPayout.transferId} of 10 EUR to user ${bob} is settled by transfer *, the transfer: reversal of 10`,
    ],
    [
      'owes a payout to somebody else',
      `UPDATE billing.payouts SET user_id = '${ann}' WHERE transfer_id = '${settledPayout.transferId}'`,
      `payout ${settledPayout.transferId} of 20 EUR to user ${ann} is settled * the withdrawal: withdrawal of 20 by user ${bob}*`,
    ],
    [
      'gives a wallet money that no entry brought',
      `UPDATE billing.accounts SET balance = 4951 WHERE user_id = '${bob}'`,
      `wallet * of user ${bob} has balance 4951 at version 7, its 7 entries sum to 4950 and end at 4950`,
    ],
    [
      'leaves a gap in the numbers of the entries',
      `UPDATE billing.entries SET version = 8 WHERE account_id = ${ofBob} AND version = 1`,
      'wallet *: entry *, number 2, goes from 5000 by -30 to 4970, but entry number 0 before it ended at 0',
    ],
    [
      'lets an entry begin elsewhere than the one before it ended',
      `UPDATE billing.entries SET balance_before = 7, balance_after = 5007 WHERE account_id = ${ofBob} AND version = 1`,
      'wallet *: entry *, number 1, goes from 7 by 5000 to 5007, but entry number 0 before it ended at 0',
    ],
    [
      'takes more out of a wallet than it holds',
      `ALTER TABLE billing.accounts DROP CONSTRAINT accounts_balance; UPDATE billing.accounts SET balance = -1 WHERE user_id = '${bob}'`,
      `wallet * of user ${bob} stands at -1`,
    ],
    [
      'lets a wallet have been below zero',
      `UPDATE billing.entries SET balance_before = -5001, balance_after = -1 WHERE account_id = ${ofBob} AND version = 1`,
      'wallet * stood at -1 after entry *',
    ],
    [
      'lets a reversal exceed its original',
      `UPDATE billing.transfers SET amount = 71 WHERE id = '${reversal}'`,
      `reversal ${reversal} of 71 * its original ${reversed.transferId}: deposit of 70 *`,
    ],
    [
      'reverses a transfer twice',
      `INSERT INTO billing.transfers (id, kind, debit_account_id, credit_account_id, amount, currency, reverses)
       SELECT gen_random_uuid(), kind, debit_account_id, credit_account_id, amount, currency, reverses
       FROM billing.transfers WHERE id = '${reversal}'`,
      `reversal ${reversal} of 70 * its original ${reversed.transferId}: deposit of 70 *`,
    ],
    [
      'gives more of a payment back than it took, part by part',
      `UPDATE billing.transfers SET amount = 501 WHERE id = '${secondRefund}'`,
      `reversal ${refund} of 100 * its original *: payment of 600 *`,
    ],
    [
      'reverses what is not there',
      `UPDATE billing.transfers SET reverses = '${ann}' WHERE id = '${reversal}'`,
      `reversal ${reversal} of 70 * its original ${ann}: unknown *`,
    ],
    [
      'removes the decision behind a transfer',
      `DELETE FROM billing.decisions WHERE subject_id = '${deposited.transferId}'`,
      `no decision * settled by transfer ${deposited.transferId}; the transfer: deposit of 1000 by user ${ann}`,
    ],
    [
      'decides about a transfer that was not made',
      `UPDATE billing.decisions SET transfer_id = '${bob}' WHERE subject_id = '${deposited.transferId}'`,
      `deposit ${deposited.transferId} of 1000 by user ${ann} was decided as settled by transfer ${bob}; the transfer: missing *`,
    ],
    [
      'decides about another amount',
      `UPDATE billing.decisions SET amount = 999 WHERE subject_id = '${deposited.transferId}'`,
      `deposit ${deposited.transferId} of 999 by user ${ann} was decided * the transfer: deposit of 1000 by user ${ann}`,
    ],
    [
      'moves money that was refused',
      `UPDATE billing.transfers SET id = '${refusedWithdrawal.transferId}' WHERE id = '${withdrawn.transferId}'`,
      `withdrawal ${refusedWithdrawal.transferId} was refused (insufficient-funds), but transfer ${refusedWithdrawal.transferId} moved 100`,
    ],
  ]);
});

describe('the orders: the audit names the fault when somebody', () => {
  const unsent = `nothing of request ${requestOf[waitingOrder]} is in flight`;
  breaking([
    [
      'charges another total',
      `UPDATE "order".orders SET total = 601 WHERE id = '${paidOrder}'`,
      `order ${paidOrder} of user ${ann} over 601 EUR is paid, its payments: * of 600 EUR by user ${ann}`,
    ],
    [
      'charges somebody else',
      `UPDATE "order".orders SET user_id = '${bob}' WHERE id = '${paidOrder}'`,
      `order ${paidOrder} of user ${bob} over 600 EUR is paid, its payments: * of 600 EUR by user ${ann}`,
    ],
    [
      'charges an order twice',
      `DROP INDEX billing.transfers_one_payment;
       UPDATE billing.transfers SET kind = 'payment', order_id = '${paidOrder}' WHERE id = '${withdrawn.transferId}'`,
      `order ${paidOrder} of user ${ann} over 600 EUR is paid, its payments: * of *, * of * by user ${ann}`,
    ],
    [
      'calls an order paid without a payment',
      `UPDATE "order".orders SET status = 'paid', reason = NULL WHERE id = '${refusedOrder}'`,
      `order ${refusedOrder} of user ${ann} over 1500 EUR is paid, its payments: none`,
    ],
    [
      'calls an order refused that was charged',
      `UPDATE "order".orders SET status = 'refused', reason = 'insufficient-funds' WHERE id = '${paidOrder}'`,
      `order ${paidOrder} of user ${ann} over 600 EUR is refused, its payments: *`,
    ],
    [
      'charges a waiting order another total',
      `UPDATE billing.transfers SET order_id = '${waitingOrder}' WHERE order_id = '${paidOrder}'`,
      `order ${waitingOrder} of user ${ann} over 300 EUR is pending, its payments: * of 600 EUR by user ${ann}`,
    ],
    [
      'refuses an order for another reason than Billing',
      `UPDATE "order".orders SET reason = 'mood' WHERE id = '${refusedOrder}'`,
      `order ${refusedOrder} * is refused (reason mood), Billing decided: refused (reason insufficient-funds)`,
    ],
    [
      'makes an order final that Billing knows nothing of',
      `UPDATE "order".orders SET status = 'refused', reason = 'insufficient-funds' WHERE id = '${waitingOrder}'`,
      `order ${waitingOrder} * is refused (reason insufficient-funds), Billing decided: nothing (reason none)`,
    ],
    [
      'removes an order that was charged',
      `DELETE FROM "order".orders WHERE id = '${paidOrder}'`,
      `the payment of order ${paidOrder} by user ${ann} over 600 EUR was settled, but there is no such order`,
    ],
    [
      'a request without a reply whose message is gone',
      `INSERT INTO gateway.messages (id, style, name, producer, consumers, correlation_id, subject, "time", body) VALUES
         ('01a00000-0000-7000-8000-000000000001', 'command-reply', 'BillingTransfer', 'gateway', '{billing}',
          '01a00000-0000-7000-8000-000000000002', '01a00000-0000-7000-8000-000000000003', now(), '{}');
       INSERT INTO pgboss.job (name, data) VALUES ('notification.email', '{}')`,
      'BillingTransfer 01a00000-0000-7000-8000-000000000001 about 01a00000-0000-7000-8000-000000000003 * has no reply, and nothing of the request is in flight, no dead letter of it',
    ],
    [
      'loses the message that an order waits for',
      'DELETE FROM pgboss.job',
      `order ${waitingOrder} * is pending, ${unsent}, no dead letter of it`,
    ],
    [
      'lets the message that an order waits for die',
      `UPDATE pgboss.job SET name = name || '.dead'`,
      `order ${waitingOrder} * is pending, ${unsent}, dead letters of it: event-collaboration.billing.dead`,
    ],
    [
      'tells a customer nothing',
      `DELETE FROM notification.notifications WHERE order_id = '${paidOrder}'`,
      `order ${paidOrder} * is paid, it has 0 notifications, no dead letter of it`,
    ],
    [
      'tells a customer twice',
      `DROP INDEX notification.notifications_one_outcome;
       UPDATE notification.notifications SET order_id = '${paidOrder}' WHERE order_id = '${refusedOrder}'`,
      `order ${paidOrder} * is paid, it has 2 notifications, no dead letter of it`,
    ],
    [
      'tells a customer good news of a refused order',
      `UPDATE notification.notifications SET kind = 'order-paid', reason = NULL WHERE order_id = '${refusedOrder}'`,
      `notification * tells user ${ann} order-paid of order ${refusedOrder}; the order: refused of user ${ann}`,
    ],
    [
      'tells somebody else',
      `UPDATE notification.notifications SET user_id = '${bob}' WHERE order_id = '${paidOrder}'`,
      `notification * tells user ${bob} order-paid of order ${paidOrder}; the order: paid of user ${ann}`,
    ],
    [
      'tells the outcome of an order that still waits',
      `UPDATE notification.notifications SET order_id = '${waitingOrder}' WHERE order_id = '${paidOrder}'`,
      `notification * tells user ${ann} order-paid of order ${waitingOrder}; the order: pending of user ${ann}`,
    ],
  ]);

  breaking([
    [
      'gives a number twice',
      `UPDATE "order".orders SET number = 1 WHERE number = 2`,
      `day *: 2 orders with 1 numbers from 1 to 1, its last number is 2`,
    ],
    [
      'leaves a number out',
      `UPDATE "order".orders SET number = 3 WHERE number = 2; UPDATE "order".days SET last_number = 3`,
      'day *: 2 orders with 2 numbers from 1 to 3, its last number is 3',
    ],
    [
      'numbers an order that is not paid',
      `UPDATE "order".orders SET number = 3, day = current_date, fulfilment = 'accepted' WHERE id = '${waitingOrder}'; UPDATE "order".days SET last_number = 3`,
      `order ${waitingOrder} * is pending, number 3 of day *, accepted`,
    ],
    [
      'says more was refunded than was',
      `UPDATE "order".orders SET refunded = 301 WHERE id = '${paidOrder}'`,
      `order ${paidOrder} * is paid, refunded 301, its refunds add up to 300, the reversals of its payment to 300`,
    ],
    [
      'removes a refund that was paid',
      `DELETE FROM "order".refunds WHERE id = '${refund}'`,
      `order ${paidOrder} * is paid, refunded 300, its refunds add up to 200, the reversals of its payment to 300`,
    ],
    [
      'pays a refund that nobody asked for',
      `UPDATE billing.transfers SET amount = 400 WHERE id = '${refund}'`,
      `order ${paidOrder} * is paid, refunded 300, its refunds add up to 300, the reversals of its payment to 600`,
    ],
    [
      'loses the message that a refund waits for',
      `UPDATE "order".refunds SET status = 'pending' WHERE id = '${refund}'`,
      `refund ${refund} of 100 of order ${paidOrder} is pending, nothing of request ${refundRequest} is in flight, no dead letter of it`,
    ],
    [
      'refunds an order that is not there',
      `UPDATE "order".refunds SET order_id = '${refund}' WHERE id = '${refund}'`,
      `refund ${refund} of 100 of order unknown is settled, *`,
    ],
    [
      'calls an order cancelled of which a part was kept',
      `UPDATE "order".orders SET fulfilment = 'cancelled' WHERE id = '${paidOrder}'`,
      `order ${paidOrder} * is paid and cancelled, refunded 300`,
    ],
    [
      'tells nobody of a refund',
      `DELETE FROM notification.notifications WHERE refund_id = '${refund}'`,
      `order ${paidOrder} * is paid, nobody was told of refund ${refund} of 100, no dead letter of it`,
    ],
    [
      'tells somebody else of a refund',
      `UPDATE notification.notifications SET user_id = '${bob}' WHERE refund_id = '${refund}'`,
      `notification * tells user ${bob} order-refunded of order ${paidOrder}, refund ${refund}; the order: paid of user ${ann}; the refund: settled`,
    ],
    [
      'tells that an order is ready that is not paid',
      `UPDATE notification.notifications SET kind = 'order-ready', order_id = '${waitingOrder}', refund_id = NULL WHERE refund_id = '${refund}'`,
      `notification * tells user ${ann} order-ready of order ${waitingOrder}, refund none; the order: pending of user ${ann}; *`,
    ],
  ]);

  test('keeps a final order quiet while its notification is on the way', async ({ auditAfter }) => {
    const change = `DELETE FROM notification.notifications WHERE order_id = '${paidOrder}' AND refund_id IS NULL;
      INSERT INTO pgboss.job (name, data) VALUES ('event-collaboration.notification', '{"correlationid": "${requestOf[paidOrder]}"}')`;
    expect(await auditAfter(change)).toEqual([]);
  });
});

describe('the owners: the audit names the fault when somebody', () => {
  breaking([
    [
      'erases a customer who has money',
      `DELETE FROM "user".users WHERE id = '${bob}'`,
      `wallet * holds 4950 EUR of user ${bob}, who does not exist`,
    ],
    [
      'erases a customer who is owed a payout',
      `DELETE FROM "user".users WHERE id = '${bob}'`,
      `payout ${waitingPayout.transferId} of 30 EUR waits for user ${bob}, who does not exist`,
    ],
  ]);
});

describe('closed days: the audit names the fault when somebody', () => {
  breaking([
    [
      'changes what was counted',
      `UPDATE billing.day_closes SET counted = '{"cash": 1}' WHERE number = 1`,
      'day 2026-05-01, number 1: its facts have the hash *',
    ],
    [
      'changes what was counted, and its hash',
      `UPDATE billing.day_closes SET counted = '{"cash": 1}', hash = 'abc' WHERE number = 1`,
      'day 2026-05-02, number 2: *, has abc, it names *',
    ],
    [
      'removes a day',
      'DELETE FROM billing.day_closes WHERE number = 1',
      'day 2026-05-02, number 2: *; the day before it, number 0, *',
    ],
    [
      'moves money on a closed day',
      `UPDATE billing.entries SET amount = amount - 5 WHERE transfer_id = '${deposited.transferId}' AND version IS NULL`,
      'day 2026-05-01, number 1: 5905 came in by cash, it says 5900',
    ],
    [
      'changes what an account held, and the hash',
      `UPDATE billing.day_closes SET hash = 'abc',
        held = jsonb_build_object((SELECT id FROM billing.accounts WHERE name = 'cash'), 7) WHERE number = 1`,
      'day 2026-05-01, number 1: cash of EUR moved by -5900 since the day before it, and the days say by 7',
    ],
  ]);
});
