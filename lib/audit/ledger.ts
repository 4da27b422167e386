import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, decisions, entries, payouts, transfers } from '#drizzle/schema/billing';
import { BALANCE_MAX } from '#lib/money';
import type { Check } from './check.ts';

const transfer = alias(transfers, 'transfer');
const original = alias(transfers, 'original');
const reversal = alias(transfers, 'reversal');
const entry = alias(entries, 'entry');
const last = alias(entries, 'last');
const wallet = alias(accounts, 'wallet');
const debit = alias(accounts, 'debit');
const credit = alias(accounts, 'credit');
const decision = alias(decisions, 'decision');
const payout = alias(payouts, 'payout');
const house = alias(accounts, 'house');
const account = alias(accounts, 'account');

/** What a decision is about: the order of a payment, otherwise the transfer itself. */
const subject = sql`CASE ${transfer.kind} WHEN 'payment' THEN ${transfer.orderId} ELSE ${transfer.id} END`;

/** From which account to which each kind of transfer goes; a reversal goes any of these ways back. Withdrawals of old versions went to cash. */
const ways = {
  deposit: ['cash', 'card', 'bank', 'sandbox'].map((method) => [method, 'wallet']),
  withdrawal: ['cash', 'card', 'bank', 'payouts-due'].map((to) => ['wallet', to]),
  payment: [['wallet', 'revenue']],
  adjustment: [
    ['wallet', 'adjustments'],
    ['adjustments', 'wallet'],
  ],
  payout: ['cash', 'bank'].map((method) => ['payouts-due', method]),
};
const allowed = Object.entries(ways).flatMap(([kind, pairs]) =>
  pairs.flatMap(([from, to]) => [[kind, from, to], ...(kind === 'payout' ? [] : [['reversal', to, from]])]),
);
const allowedWays = sql.join(
  allowed.map(
    (way) =>
      sql`(${sql.join(
        way.map((part) => sql`${part}::text`),
        sql`, `,
      )})`,
  ),
  sql`, `,
);

/** What must hold in Billing's books, whatever the other services say. */
export const ledgerChecks: readonly Check[] = [
  {
    rule: 'the entries of a transfer are its amount taken from the debited and given to the credited account',
    faults: sql`
      SELECT format('transfer %s of %s %s has %s entries: %s', ${transfer.id}, ${transfer.amount}, ${transfer.currency},
        coalesce(booked.count, 0), coalesce(booked.list, 'none')) AS fault
      FROM ${transfers} AS ${transfer}
      LEFT JOIN (
        SELECT ${entry.transferId} AS transfer, count(*),
          string_agg(format('%s on account %s', ${entry.amount}, ${entry.accountId}), ', ') AS list,
          array_agg((${entry.accountId}, ${entry.amount}) ORDER BY ${entry.amount}) AS halves
        FROM ${entries} AS ${entry} GROUP BY ${entry.transferId}
      ) AS booked ON booked.transfer = ${transfer.id}
      WHERE booked.halves IS DISTINCT FROM ARRAY[
        (${transfer.debitAccountId}, -${transfer.amount}), (${transfer.creditAccountId}, ${transfer.amount})]`,
  },
  {
    rule: 'an entry belongs to a transfer',
    faults: sql`
      SELECT format('entry %s of %s on account %s: its transfer %s does not exist', ${entry.id}, ${entry.amount},
        ${entry.accountId}, ${entry.transferId}) AS fault
      FROM ${entries} AS ${entry}
      WHERE NOT EXISTS (SELECT FROM ${transfers} AS ${transfer} WHERE ${transfer.id} = ${entry.transferId})`,
  },
  {
    rule: 'a transfer goes from and to the accounts of its kind and its method, in one currency',
    faults: sql`
      SELECT format('%s %s in %s by %s goes from %s (%s) to %s (%s)', ${transfer.kind}, ${transfer.id}, ${transfer.currency},
        coalesce(${transfer.method}, 'no method'),
        coalesce(${debit.name}, ${debit.kind}, 'no account'), ${debit.currency},
        coalesce(${credit.name}, ${credit.kind}, 'no account'), ${credit.currency}) AS fault
      FROM ${transfers} AS ${transfer}
      LEFT JOIN ${accounts} AS ${debit} ON ${debit.id} = ${transfer.debitAccountId}
      LEFT JOIN ${accounts} AS ${credit} ON ${credit.id} = ${transfer.creditAccountId}
      WHERE (${debit.currency}, ${credit.currency}) IS DISTINCT FROM (${transfer.currency}, ${transfer.currency})
        OR (${transfer.kind}, coalesce(${debit.name}, ${debit.kind}), coalesce(${credit.name}, ${credit.kind})) NOT IN (${allowedWays})
        OR (${transfer.method} IS NOT NULL AND ${transfer.method} NOT IN (coalesce(${debit.name}, ''), coalesce(${credit.name}, '')))`,
  },
  {
    rule: 'all accounts of a currency together sum to zero',
    faults: sql`
      SELECT format('the accounts in %s sum to %s', ${account.currency}, sum(holds)) AS fault
      FROM (
        SELECT ${account.currency}, CASE ${account.kind} WHEN 'wallet' THEN ${account.balance} ELSE coalesce(booked.sum, 0) END AS holds
        FROM ${accounts} AS ${account}
        LEFT JOIN (
          SELECT ${entry.accountId} AS house, sum(${entry.amount}) FROM ${entries} AS ${entry}
          WHERE ${entry.version} IS NULL GROUP BY ${entry.accountId}
        ) AS booked ON booked.house = ${account.id}
      ) AS ${account}
      GROUP BY ${account.currency} HAVING sum(holds) <> 0`,
  },
  {
    rule: 'a payout is what a withdrawal moved to payouts-due, and is paid or returned by the transfer that it names',
    faults: sql`
      SELECT format('payout %s of %s %s to user %s is %s by transfer %s; the withdrawal: %s of %s by user %s, the transfer: %s of %s',
        coalesce(${payout.transferId}, ${transfer.id}), ${payout.amount}, ${payout.currency}, ${payout.userId},
        coalesce(${payout.state}, 'missing'), coalesce(${payout.decidedAs}::text, 'none'), coalesce(${transfer.kind}, 'missing'),
        ${transfer.amount}, owner, coalesce(${original.kind}, 'missing'), ${original.amount}) AS fault
      FROM ${payouts} AS ${payout}
      FULL JOIN (
        SELECT ${transfer}.*, ${wallet.userId} AS owner
        FROM ${transfers} AS ${transfer}
        JOIN ${accounts} AS ${house} ON ${house.id} = ${transfer.creditAccountId} AND ${house.name} = 'payouts-due'
        LEFT JOIN ${accounts} AS ${wallet} ON ${wallet.id} = ${transfer.debitAccountId}
        WHERE ${transfer.kind} = 'withdrawal'
      ) AS ${transfer} ON ${transfer.id} = ${payout.transferId}
      LEFT JOIN ${transfers} AS ${original} ON ${original.id} = ${payout.decidedAs}
      WHERE (${payout.transferId}, ${payout.userId}, ${payout.amount}, ${payout.currency})
          IS DISTINCT FROM (${transfer.id}, owner, ${transfer.amount}, ${transfer.currency})
        OR CASE ${payout.state}
          WHEN 'settled' THEN (${original.kind}, ${original.amount}, ${original.currency}, ${original.method}, ${original.actorId})
            IS DISTINCT FROM ('payout', ${payout.amount}, ${payout.currency}, ${payout.method}, ${payout.decidedBy})
          WHEN 'returned' THEN (${original.kind}, ${original.amount}, ${original.reverses}, ${original.actorId})
            IS DISTINCT FROM ('reversal', ${payout.amount}, ${payout.transferId}, ${payout.decidedBy})
          ELSE ${payout.decidedAs} IS NOT NULL END`,
  },
  {
    rule: 'what is in payouts-due is the sum of the payouts that wait',
    faults: sql`
      SELECT format('payouts-due in %s holds %s, the payouts that wait sum to %s', ${house.currency}, coalesce(booked.sum, 0),
        coalesce(waiting.sum, 0)) AS fault
      FROM ${accounts} AS ${house}
      LEFT JOIN (
        SELECT ${entry.accountId} AS house, sum(${entry.amount}) FROM ${entries} AS ${entry}
        WHERE ${entry.version} IS NULL GROUP BY ${entry.accountId}
      ) AS booked ON booked.house = ${house.id}
      LEFT JOIN (
        SELECT ${payout.currency} AS currency, sum(${payout.amount}) FROM ${payouts} AS ${payout}
        WHERE ${payout.state} = 'waiting' GROUP BY ${payout.currency}
      ) AS waiting ON waiting.currency = ${house.currency}
      WHERE ${house.name} = 'payouts-due' AND coalesce(booked.sum, 0) <> coalesce(waiting.sum, 0)`,
  },
  {
    rule: 'the balance of a wallet is the sum of its entries and what the last of them left; its version is their number',
    faults: sql`
      SELECT format('wallet %s of user %s has balance %s at version %s, its %s entries sum to %s and end at %s', ${wallet.id},
        ${wallet.userId}, ${wallet.balance}, ${wallet.version}, coalesce(booked.count, 0), coalesce(booked.sum, 0),
        coalesce(${last.balanceAfter}::text, 'none')) AS fault
      FROM ${accounts} AS ${wallet}
      LEFT JOIN (
        SELECT ${entry.accountId} AS wallet, count(*), sum(${entry.amount}) FROM ${entries} AS ${entry} GROUP BY ${entry.accountId}
      ) AS booked ON booked.wallet = ${wallet.id}
      LEFT JOIN ${entries} AS ${last} ON ${last.accountId} = ${wallet.id} AND ${last.version} = ${wallet.version}
      WHERE ${wallet.kind} = 'wallet' AND (${wallet.balance}, ${wallet.version}, ${wallet.balance}) IS DISTINCT FROM
        (coalesce(booked.sum, 0), coalesce(booked.count, 0), coalesce(${last.balanceAfter}, 0))`,
  },
  {
    rule: 'the entries of a wallet are numbered without gap, and each begins where the one before it ended',
    faults: sql`
      SELECT format('wallet %s: entry %s, number %s, goes from %s by %s to %s, but entry number %s before it ended at %s',
        ${entry.accountId}, ${entry.id}, ${entry.version}, ${entry.balanceBefore}, ${entry.amount}, ${entry.balanceAfter},
        number_before, previous_balance) AS fault
      FROM (
        SELECT *, lag(${last.version}, 1, 0::bigint) OVER chain AS number_before,
          lag(${last.balanceAfter}, 1, 0::bigint) OVER chain AS previous_balance
        FROM ${entries} AS ${last} WHERE ${last.version} IS NOT NULL
        WINDOW chain AS (PARTITION BY ${last.accountId} ORDER BY ${last.version})
      ) AS ${entry}
      WHERE (${entry.version}, ${entry.balanceBefore}, ${entry.balanceAfter}) IS DISTINCT FROM
        (number_before + 1, previous_balance, ${entry.balanceBefore} + ${entry.amount})`,
  },
  {
    rule: `a balance never leaves the range from 0 to ${BALANCE_MAX}`,
    faults: sql`
      SELECT format('wallet %s of user %s stands at %s', ${wallet.id}, ${wallet.userId}, ${wallet.balance}) AS fault
      FROM ${accounts} AS ${wallet} WHERE ${wallet.balance} NOT BETWEEN 0 AND ${BALANCE_MAX}
      UNION ALL
      SELECT format('wallet %s stood at %s after entry %s', ${entry.accountId}, ${entry.balanceAfter}, ${entry.id})
      FROM ${entries} AS ${entry} WHERE ${entry.balanceAfter} NOT BETWEEN 0 AND ${BALANCE_MAX}`,
  },
  {
    rule: 'a reversal goes the way of its original back, and reversals never exceed the original',
    faults: sql`
      SELECT format('reversal %s of %s from account %s to %s; its original %s: %s of %s from account %s to %s', ${reversal.id},
        ${reversal.amount}, ${reversal.debitAccountId}, ${reversal.creditAccountId}, ${reversal.reverses},
        coalesce(${original.kind}, 'unknown'), ${original.amount}, ${original.debitAccountId}, ${original.creditAccountId}) AS fault
      FROM (
        SELECT *, sum(${transfer.amount}) OVER (PARTITION BY ${transfer.reverses}) AS reversed
        FROM ${transfers} AS ${transfer} WHERE ${transfer.kind} = 'reversal'
      ) AS ${reversal}
      LEFT JOIN ${transfers} AS ${original} ON ${original.id} = ${reversal.reverses} AND ${original.kind} <> 'reversal'
      WHERE (${reversal.debitAccountId}, ${reversal.creditAccountId}, ${reversal.currency}) IS DISTINCT FROM
          (${original.creditAccountId}, ${original.debitAccountId}, ${original.currency})
        OR reversed > ${original.amount}`,
  },
  {
    rule: 'every transfer was decided, and every settled decision made the transfer that it names',
    faults: sql`
      SELECT format('%s %s of %s by user %s was decided as settled by transfer %s; the transfer: %s of %s by user %s',
        coalesce(${decision.kind}, 'no decision'), ${decision.subjectId}, ${decision.amount}, ${decision.userId},
        coalesce(${decision.transferId}, ${transfer.id}), coalesce(${transfer.kind}, 'missing'), ${transfer.amount}, owner) AS fault
      FROM (SELECT * FROM ${decisions} AS ${decision} WHERE ${decision.outcome} = 'settled') AS ${decision}
      FULL JOIN (
        SELECT ${transfer}.*, coalesce(${wallet.userId}, ${payout.userId}) AS owner, ${subject} AS subject
        FROM ${transfers} AS ${transfer} LEFT JOIN ${accounts} AS ${wallet}
          ON ${wallet.id} IN (${transfer.debitAccountId}, ${transfer.creditAccountId}) AND ${wallet.kind} = 'wallet'
        LEFT JOIN ${payouts} AS ${payout} ON ${payout.decidedAs} = ${transfer.id} AND ${transfer.kind} = 'payout'
      ) AS ${transfer} ON ${transfer.id} = ${decision.transferId}
      WHERE (${decision.subjectId}, ${decision.kind}, ${decision.userId}, ${decision.amount}, ${decision.currency})
        IS DISTINCT FROM (subject, ${transfer.kind}, owner, ${transfer.amount}, ${transfer.currency})`,
  },
  {
    rule: 'what was refused moved no money',
    faults: sql`
      SELECT format('%s %s was refused (%s), but transfer %s moved %s', ${decision.kind}, ${decision.subjectId},
        ${decision.reason}, ${transfer.id}, ${transfer.amount}) AS fault
      FROM ${decisions} AS ${decision} JOIN ${transfers} AS ${transfer} ON ${decision.subjectId} = ${subject}
      WHERE ${decision.outcome} = 'refused'`,
  },
];
