import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  jsonb,
  pgSchema,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

export const billing = pgSchema('billing');

/**
 * What the house accounts count: money in the till, on cards and in the bank; `sandbox`, money of a trial that nobody paid; what customers
 * asked to be paid out and is not yet; what orders earned; and corrections.
 */
export const houseNames = ['cash', 'card', 'bank', 'sandbox', 'payouts-due', 'revenue', 'adjustments'] as const;

/** How money comes in and goes out; each has the house account of its name. */
const methods = ['cash', 'card', 'bank', 'sandbox'] as const;

/** Transfers are numbered in the order in which their inserts began. */
export const transferPositions = billing.sequence('transfer_positions');

/** An adjustment corrects a wallet; a payout pays what waits in `payouts-due`, from one house account to another. */
const transferKinds = ['deposit', 'withdrawal', 'payment', 'reversal', 'adjustment', 'payout'] as const;

/**
 * A wallet per user and currency, and the house accounts per currency. A wallet carries its balance in
 * minor units and the number of its entries; a house account carries neither, its balance is the sum of its entries:
 * a running balance would make every order wait for one row.
 */
export const accounts = billing.table(
  'accounts',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ['wallet', 'house'] }).notNull(),
    userId: uuid(),
    name: text({ enum: houseNames }),
    currency: text().notNull(),
    balance: bigint({ mode: 'number' }),
    version: bigint({ mode: 'number' }),
    /** The owner wants to know when the balance falls below it; null if not. In minor units. */
    alertBelow: bigint({ mode: 'number' }),
    /** Since when the wallet takes money and pays none; null while it is not blocked. */
    blockedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    unique('accounts_one_wallet').on(table.userId, table.currency),
    unique('accounts_one_house').on(table.name, table.currency),
    check(
      'accounts_shape',
      sql`case ${table.kind}
        when 'wallet' then num_nulls(${table.userId}, ${table.balance}, ${table.version}) = 0 and ${table.name} is null
        when 'house' then num_nonnulls(${table.userId}, ${table.balance}, ${table.version}) = 0 and ${table.name} in
          ('cash', 'card', 'bank', 'sandbox', 'payouts-due', 'revenue', 'adjustments')
        else false end`,
    ),
    check('accounts_balance', sql`${table.balance} between 0 and 1000000000000000`),
  ],
);

/**
 * A movement of money from the debited to the credited account, append-only. Deposits, withdrawals and reversals are named by
 * whoever asks, so that a repeat cannot happen twice; a payment is unique by its order. The reversals of a transfer add up to its amount at
 * most: a trigger locks the original and counts. Accounts are checked by the balance
 * guard and not by foreign keys, whose share locks on the two house rows would be taken by every order at once.
 */
export const transfers = billing.table(
  'transfers',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: transferKinds }).notNull(),
    debitAccountId: uuid().notNull(),
    creditAccountId: uuid().notNull(),
    amount: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    /** The order that a payment pays, or that the reversed payment paid. */
    orderId: uuid(),
    /** The transfer that a reversal undoes, whole or in part. */
    reverses: uuid(),
    /** How the money came in or went out; null where none did, and in transfers older than this column. */
    method: text({ enum: methods }),
    /** Who of the office made it; null where the customer did. */
    actorId: uuid(),
    /** Why, in the words of whoever made it. */
    note: text(),
    /** Where the closing of a day draws its line; null in transfers older than this column. */
    position: bigint({ mode: 'number' }).default(sql`nextval('billing.transfer_positions')`),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('transfers_one_payment').on(table.orderId).where(sql`${table.kind} = 'payment'`),
    // Tiny, and cheap to keep: both grow as the table does.
    index('transfers_by_position').using('brin', table.position),
    index('transfers_by_time').using('brin', table.createdAt),
    // For the office: payments are most of the transfers.
    index('transfers_beside_payments').on(table.id).where(sql`${table.kind} <> 'payment'`),
    index('transfers_reverses').on(table.reverses).where(sql`${table.reverses} is not null`),
    check(
      'transfers_kind',
      sql`${table.kind} in ('deposit', 'withdrawal', 'payment', 'reversal', 'adjustment', 'payout')`,
    ),
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
 * What was decided about a payment (by order id) or another transfer (by its own id), append-only. A message that is
 * delivered again is answered from here, so a refusal stays a refusal after a top-up.
 */
export const decisions = billing.table(
  'decisions',
  {
    subjectId: uuid().primaryKey(),
    kind: text({ enum: transferKinds }).notNull(),
    outcome: text({ enum: ['settled', 'refused'] }).notNull(),
    reason: text({
      enum: ['insufficient-funds', 'balance-limit', 'account-blocked', 'already-reversed', 'over-refund'],
    }),
    userId: uuid().notNull(),
    amount: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    transferId: uuid(),
    decidedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check(
      'decisions_kind',
      sql`${table.kind} in ('deposit', 'withdrawal', 'payment', 'reversal', 'adjustment', 'payout')`,
    ),
    check('decisions_settled_has_transfer', sql`(${table.outcome} = 'settled') = (${table.transferId} is not null)`),
    check('decisions_refused_has_reason', sql`(${table.outcome} = 'refused') = (${table.reason} is not null)`),
  ],
);

/**
 * What a customer asked to be paid out: it left the wallet by the withdrawal of the same id, waits in `payouts-due`, and is paid or returned
 * once.
 */
export const payouts = billing.table(
  'payouts',
  {
    transferId: uuid().primaryKey(),
    userId: uuid().notNull(),
    amount: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    state: text({ enum: ['waiting', 'settled', 'returned'] })
      .notNull()
      .default('waiting'),
    /** How it was paid. */
    method: text({ enum: methods }),
    /** Why it was returned. */
    reason: text(),
    decidedBy: uuid(),
    /** The transfer that paid or returned it. */
    decidedAs: uuid(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    decidedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('payouts_waiting').on(table.transferId).where(sql`${table.state} = 'waiting'`),
    check('payouts_state', sql`${table.state} in ('waiting', 'settled', 'returned')`),
    check(
      'payouts_decided',
      sql`(${table.state} <> 'waiting') = (num_nulls(${table.decidedBy}, ${table.decidedAs}, ${table.decidedAt}) = 0)`,
    ),
  ],
);

/** Amounts in minor units by the method that they came or went by. */
type ByMethod = Partial<Record<(typeof methods)[number], number>>;

/**
 * The closed days, append-only: each counts the transfers that were made before `until`, stand at `position` or before it, and belong to no
 * earlier one. It carries a hash over its facts and the hash of the one before, so that no day can be changed without changing all that follow.
 */
export const dayCloses = billing.table('day_closes', {
  number: bigint({ mode: 'number' }).primaryKey(),
  day: date().notNull().unique(),
  currency: text().notNull(),
  until: timestamp({ withTimezone: true }).notNull(),
  position: bigint({ mode: 'number' }).notNull(),
  /** What the books say came in less what went out, and what was counted, by method. */
  expected: jsonb().$type<ByMethod>().notNull(),
  counted: jsonb().$type<ByMethod>().notNull(),
  /** Number and sum of the transfers of the day, by kind. */
  totals: jsonb().$type<Record<string, { count: number; amount: number }>>().notNull(),
  /** What each house account holds at its end, by the id of the account; null in days closed before this column was there. */
  held: jsonb().$type<Record<string, number>>(),
  /** Why what was counted differs; null where it does not. */
  reason: text(),
  closedBy: uuid().notNull(),
  closedAt: timestamp({ withTimezone: true }).notNull(),
  previousHash: text().notNull(),
  hash: text().notNull(),
});
