import { sql } from 'drizzle-orm';
import { bigint, check, pgSchema, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

export const billing = pgSchema('billing');

/**
 * A wallet per user and currency, and the house accounts `cash` and `revenue` per currency. A wallet carries its balance in
 * minor units and the number of its entries; a house account carries neither, its balance is the sum of its entries:
 * a running balance would make every order wait for one row.
 */
export const accounts = billing.table(
  'accounts',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ['wallet', 'house'] }).notNull(),
    userId: uuid(),
    name: text({ enum: ['cash', 'revenue'] }),
    currency: text().notNull(),
    balance: bigint({ mode: 'number' }),
    version: bigint({ mode: 'number' }),
    /** The owner wants to know when the balance falls below it; null if not. In minor units. */
    alertBelow: bigint({ mode: 'number' }),
  },
  (table) => [
    unique('accounts_one_wallet').on(table.userId, table.currency),
    unique('accounts_one_house').on(table.name, table.currency),
    check(
      'accounts_shape',
      sql`case ${table.kind}
        when 'wallet' then num_nulls(${table.userId}, ${table.balance}, ${table.version}) = 0 and ${table.name} is null
        when 'house' then num_nonnulls(${table.userId}, ${table.balance}, ${table.version}) = 0 and ${table.name} in ('cash', 'revenue')
        else false end`,
    ),
    check('accounts_balance', sql`${table.balance} between 0 and 1000000000000000`),
  ],
);

/**
 * A movement of money from the debited to the credited account, append-only. Deposits, withdrawals and reversals are named by
 * whoever asks, so that a repeat cannot happen twice; a payment is unique by its order. Accounts are checked by the balance
 * guard and not by foreign keys, whose share locks on the two house rows would be taken by every order at once.
 */
export const transfers = billing.table(
  'transfers',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ['deposit', 'withdrawal', 'payment', 'reversal'] }).notNull(),
    debitAccountId: uuid().notNull(),
    creditAccountId: uuid().notNull(),
    amount: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    /** The order that a payment pays, or that the reversed payment paid. */
    orderId: uuid(),
    /** The transfer that a reversal undoes. */
    reverses: uuid(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('transfers_one_payment').on(table.orderId).where(sql`${table.kind} = 'payment'`),
    uniqueIndex('transfers_one_reversal').on(table.reverses).where(sql`${table.reverses} is not null`),
    check('transfers_kind', sql`${table.kind} in ('deposit', 'withdrawal', 'payment', 'reversal')`),
    check('transfers_amount_positive', sql`${table.amount} > 0`),
    check('transfers_two_accounts', sql`${table.debitAccountId} <> ${table.creditAccountId}`),
    check('transfers_payment_names_order', sql`${table.kind} <> 'payment' or ${table.orderId} is not null`),
    check('transfers_reversal_names_original', sql`(${table.kind} = 'reversal') = (${table.reverses} is not null)`),
  ],
);

/**
 * The two halves of every transfer, append-only: credit positive, debit negative, so that + increases a wallet. A wallet's entries
 * are numbered without gap and carry the balance before and after; those of a house account carry neither.
 */
export const entries = billing.table(
  'entries',
  {
    id: uuid().primaryKey(),
    transferId: uuid().notNull(),
    accountId: uuid().notNull(),
    amount: bigint({ mode: 'number' }).notNull(),
    balanceBefore: bigint({ mode: 'number' }),
    balanceAfter: bigint({ mode: 'number' }),
    version: bigint({ mode: 'number' }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('entries_one_debit_one_credit').on(table.transferId, sql`(${table.amount} > 0)`),
    uniqueIndex('entries_version').on(table.accountId, table.version).where(sql`${table.version} is not null`),
    check('entries_amount_not_zero', sql`${table.amount} <> 0`),
    check(
      'entries_balance_follows',
      sql`num_nulls(${table.version}, ${table.balanceBefore}, ${table.balanceAfter}) in (0, 3) and ${table.balanceAfter} = ${table.balanceBefore} + ${table.amount}`,
    ),
  ],
);

/**
 * What was decided about a payment (by order id), deposit, withdrawal or reversal (by transfer id), append-only. A message that is
 * delivered again is answered from here, so a refusal stays a refusal after a top-up.
 */
export const decisions = billing.table(
  'decisions',
  {
    subjectId: uuid().primaryKey(),
    kind: text({ enum: ['deposit', 'withdrawal', 'payment', 'reversal'] }).notNull(),
    outcome: text({ enum: ['settled', 'refused'] }).notNull(),
    reason: text({ enum: ['insufficient-funds', 'balance-limit', 'already-reversed'] }),
    userId: uuid().notNull(),
    amount: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    transferId: uuid(),
    decidedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('decisions_kind', sql`${table.kind} in ('deposit', 'withdrawal', 'payment', 'reversal')`),
    check('decisions_settled_has_transfer', sql`(${table.outcome} = 'settled') = (${table.transferId} is not null)`),
    check('decisions_refused_has_reason', sql`(${table.outcome} = 'refused') = (${table.reason} is not null)`),
  ],
);
