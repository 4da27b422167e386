import { describe, expect } from 'vitest';
import { audit } from '#lib/audit/audit';
import { ledgerChecks } from '#lib/audit/ledger';
import { query } from '#lib/db/pool';
import { type Transaction, transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { houseId, walletId } from './accounts.ts';
import { payOrders } from './payments.ts';
import { givenBalance, orderOf } from './testing.ts';

// What the database refuses, whoever writes to it.
test.override('booksMustBalance', false); // the orders do not exist in the Order Service; the last test audits only the ledger

const cash = houseId('cash', 'EUR');
const revenue = houseId('revenue', 'EUR');
let userId: string;
let wallet: string;
let paidOrder: string;
let payment: string;

test.beforeAll(async () => {
  userId = await givenBalance(500);
  wallet = walletId({ userId, currency: 'EUR' });
  const order = orderOf(userId, 100);
  const [paid] = await transact((tx) => payOrders(tx, [order]));
  paidOrder = order.orderId;
  payment = paid?.kind === 'paid' ? paid.transferId : '';
});

interface Written {
  id?: string;
  kind?: string;
  debit?: string;
  credit?: string;
  orderId?: string | null;
  currency?: string;
}

const insertTransfer = (
  tx: Transaction,
  { id = newId(), kind = 'deposit', debit = cash, credit = revenue, ...more }: Written,
) =>
  tx.query(
    `INSERT INTO billing.transfers (id, kind, debit_account_id, credit_account_id, amount, currency, order_id)
     VALUES ($1, $2, $3, $4, 100, $5, $6)`,
    [id, kind, debit, credit, more.currency ?? 'EUR', more.orderId ?? null],
  );

const insertEntry = (tx: Transaction, transferId: string, accountId: string, amount: number) =>
  tx.query('INSERT INTO billing.entries (id, transfer_id, account_id, amount) VALUES ($1, $2, $3, $4)', [
    newId(),
    transferId,
    accountId,
    amount,
  ]);

const refusedBy = (constraint: string) => expect.objectContaining({ constraint });

test('a transfer with its two entries is accepted', async () => {
  const rolledBack = transact(async (tx) => {
    const id = newId();
    await insertTransfer(tx, { id });
    await insertEntry(tx, id, cash, -100);
    await insertEntry(tx, id, revenue, 100);
    await tx.query('SET CONSTRAINTS ALL IMMEDIATE');
    throw new Error('accepted');
  });
  await expect(rolledBack).rejects.toThrow('accepted');
});

describe('a wallet', () => {
  test.for([-1, 1_000_000_000_000_001])('never stands at %i', async (balance) => {
    const change = query('UPDATE billing.accounts SET balance = $1 WHERE id = $2', [balance, wallet]);
    await expect(change).rejects.toEqual(refusedBy('accounts_balance'));
  });

  test('is one per user and currency', async () => {
    const second = query(
      `INSERT INTO billing.accounts (id, kind, user_id, currency, balance, version) VALUES ($1, 'wallet', $2, 'EUR', 0, 0)`,
      [newId(), userId],
    );
    await expect(second).rejects.toEqual(refusedBy('accounts_one_wallet'));
  });
});

describe('a transfer', () => {
  type Entry = [account: string, amount: number];
  const unbalanced: [string, () => Written, () => Entry[]][] = [
    ['without entries', () => ({}), () => []],
    ['with one entry', () => ({}), () => [[cash, -100]]],
    [
      'whose entries do not sum to zero',
      () => ({}),
      () => [
        [cash, -100],
        [revenue, 99],
      ],
    ],
    [
      'whose entries are not of its amount',
      () => ({}),
      () => [
        [cash, -99],
        [revenue, 99],
      ],
    ],
    [
      'whose entries are on another account',
      () => ({}),
      () => [
        [cash, -100],
        [wallet, 100],
      ],
    ],
    [
      'in another currency than its accounts',
      () => ({ currency: 'USD' }),
      () => [
        [cash, -100],
        [revenue, 100],
      ],
    ],
    [
      'of an account that does not exist',
      () => ({ debit: payment }),
      () => [
        [payment, -100],
        [revenue, 100],
      ],
    ],
  ];
  test.for(unbalanced)('%s is refused at commit', async ([, transfer, entries]) => {
    const written = transact(async (tx) => {
      const id = newId();
      await insertTransfer(tx, { id, ...transfer() });
      for (const [account, amount] of entries()) await insertEntry(tx, id, account, amount);
    });
    await expect(written).rejects.toEqual(refusedBy('transfers_balanced'));
  });

  test('takes no entry later', async () => {
    const late = transact((tx) => insertEntry(tx, payment, cash, 100));
    await expect(late).rejects.toEqual(refusedBy('entries_one_debit_one_credit'));
  });

  test('is never missing behind an entry', async () => {
    const orphan = transact((tx) => insertEntry(tx, newId(), cash, 100));
    await expect(orphan).rejects.toEqual(refusedBy('entries_of_transfer'));
  });

  test('uses an id once', async () => {
    const again = transact((tx) => insertTransfer(tx, { id: payment }));
    await expect(again).rejects.toEqual(refusedBy('transfers_pkey'));
  });

  test('pays an order once', async () => {
    const second = transact((tx) => insertTransfer(tx, { kind: 'payment', orderId: paidOrder }));
    await expect(second).rejects.toEqual(refusedBy('transfers_one_payment'));
  });
});

test('an entry of a wallet must follow from the balance before', async () => {
  const wrong = query(
    `INSERT INTO billing.entries (id, transfer_id, account_id, amount, balance_before, balance_after, version)
     VALUES ($1, $2, $3, 1, 400, 402, 3)`,
    [newId(), payment, wallet],
  );
  await expect(wrong).rejects.toEqual(refusedBy('entries_balance_follows'));
});

test.for([
  'UPDATE billing.transfers SET amount = 1',
  'DELETE FROM billing.transfers',
  'TRUNCATE billing.transfers',
  'UPDATE billing.entries SET amount = 1',
  'DELETE FROM billing.entries',
  'TRUNCATE billing.entries',
  `UPDATE billing.decisions SET outcome = 'refused'`,
  'DELETE FROM billing.decisions',
  'TRUNCATE billing.decisions',
  'DELETE FROM billing.accounts',
  'TRUNCATE billing.accounts',
])('%s is refused', async (statement) => {
  await expect(query(statement)).rejects.toThrow('the books are append-only');
});

test('the ledger is right after all of this', async ({ database }) => {
  expect(await audit(database.url, ledgerChecks)).toEqual([]);
});
