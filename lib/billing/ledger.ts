import { sql } from 'drizzle-orm';
import { accounts, decisions, entries, transfers } from '#drizzle/schema/billing';
import { bare, type Given, givenRows, insertRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { houseId, lockOpenWallets, openWallets } from './accounts.ts';
import { type Books, type Decision, decide, type Movement, type Posting, type Verdict } from './decide.ts';

/**
 * Settles or refuses a batch of movements and writes the books: one round trip locks the wallets and reads earlier decisions; what is written,
 * one statement per table, is sent with whatever the transaction does next. Wallets that no message has opened yet are opened first. Answers in
 * the order of the movements. Throws `PermanentFault` where a movement is invalid, or where its subject was decided with other facts before.
 */
export async function post(tx: Transaction, movements: Movement[]): Promise<Decision[]> {
  let books = await lockBooks(tx, movements);
  if (books.wallets.size === 0) {
    await openWallets(tx, movements);
    books = await lockBooks(tx, movements);
  }
  const verdict = decide(books, movements);
  writeBooks(tx, verdict);
  for (const userId of new Set(verdict.postings.map(({ movement }) => movement.userId)))
    tx.signal({ topic: 'user', key: userId });
  return verdict.answers;
}

/** The statements travel together. Each sees what committed before it began, so what is read behind the locks stays true. */
async function lockBooks(tx: Transaction, movements: Movement[]): Promise<Books> {
  const [wallets, decided, reversed] = await Promise.all([
    lockOpenWallets(
      tx,
      movements.map((movement) => movement.walletId),
    ),
    readDecisions(tx, movements),
    readReversed(tx, movements),
  ]);
  return { wallets, decided, reversed };
}

// The checks of the table keep what makes a row one of the two kinds of decision.
const findDecisions = statement<Decision, { ids: string[] }>(
  sql`SELECT ${selection({
    subjectId: decisions.subjectId,
    kind: decisions.kind,
    outcome: decisions.outcome,
    reason: decisions.reason,
    userId: decisions.userId,
    amount: decisions.amount,
    currency: decisions.currency,
    transferId: decisions.transferId,
    balance: entries.balanceAfter,
  })} FROM ${decisions}
    LEFT JOIN ${entries} ON ${entries.transferId} = ${decisions.transferId} AND ${entries.version} IS NOT NULL
    WHERE ${decisions.subjectId} = ANY(${sql.placeholder('ids')})`,
);

async function readDecisions(tx: Transaction, movements: Movement[]): Promise<Map<string, Decision>> {
  const rows = await tx.run(findDecisions, { ids: movements.map(({ subjectId }) => subjectId) });
  return new Map(rows.map((decision) => [decision.subjectId, decision]));
}

const findReversals = statement<{ reverses: string; amount: number }, { ids: string[] }>(
  sql`SELECT ${selection({ reverses: transfers.reverses, amount: sql`sum(${transfers.amount})::bigint` })} FROM ${transfers}
    WHERE ${transfers.reverses} = ANY(${sql.placeholder('ids')}) GROUP BY ${transfers.reverses}`,
);

async function readReversed(tx: Transaction, movements: Movement[]): Promise<Map<string, number>> {
  const originals = movements.flatMap(({ reverses }) => reverses?.transferId ?? []);
  if (originals.length === 0) return new Map();
  const rows = await tx.run(findReversals, { ids: originals });
  return new Map(rows.map(({ reverses, amount }) => [reverses, amount]));
}

const insertDecisions = insertRows(decisions, [
  'subjectId',
  'kind',
  'outcome',
  'reason',
  'userId',
  'amount',
  'currency',
  'transferId',
]);
const insertTransfers = insertRows(transfers, [
  'id',
  'kind',
  'debitAccountId',
  'creditAccountId',
  'amount',
  'currency',
  'orderId',
  'reverses',
  'method',
  'actorId',
  'note',
]);
const insertEntries = insertRows(entries, [
  'id',
  'transferId',
  'accountId',
  'amount',
  'balanceBefore',
  'balanceAfter',
  'version',
]);
const given = givenRows(accounts, ['id', 'balance', 'version']);
const updateWallets = statement<never, Given<typeof accounts, 'id' | 'balance' | 'version'>>(
  sql`UPDATE ${accounts}
    SET ${bare(accounts.balance)} = ${given.column.balance}, ${bare(accounts.version)} = ${given.column.version}
    FROM ${given.source} WHERE ${accounts.id} = ${given.column.id}`,
);

function writeBooks(tx: Transaction, { decisions, postings, wallets }: Verdict): void {
  if (decisions.length > 0) tx.send(insertDecisions, { rows: decisions });
  if (postings.length === 0) return;
  tx.send(insertTransfers, { rows: postings.map(transferOf) });
  // After the transfers: a guard refuses entries of a transfer that is not there.
  tx.send(insertEntries, { rows: postings.flatMap(entriesOf) });
  tx.send(updateWallets, { rows: wallets });
}

/** What is paid out of `payouts-due`; `amount` in minor units. */
type PaidOut = Pick<Movement, 'transferId' | 'userId' | 'currency' | 'actorId'> & {
  amount: number;
  method: 'cash' | 'bank';
};

/** Books a payout, from one house account to another. Whoever decides it holds the lock of its row: no wallet is part of it. */
export async function postPayout(tx: Transaction, { transferId, userId, amount, currency, method, actorId }: PaidOut) {
  const [debitAccountId, creditAccountId] = [houseId('payouts-due', currency), houseId(method, currency)];
  const kind = 'payout' as const;
  await Promise.all([
    tx.run(insertDecisions, {
      rows: [{ subjectId: transferId, kind, outcome: 'settled', userId, amount, currency, transferId }],
    }),
    tx.run(insertTransfers, {
      rows: [{ id: transferId, kind, debitAccountId, creditAccountId, amount, currency, method, actorId }],
    }),
    tx.run(insertEntries, {
      rows: [
        { id: newId(), transferId, accountId: debitAccountId, amount: -amount },
        { id: newId(), transferId, accountId: creditAccountId, amount },
      ],
    }),
  ]);
}

/** A credit increases a wallet, because a wallet is what the house owes its user. */
function transferOf({ movement }: Posting) {
  const { transferId, kind, walletId, houseId, change, currency, orderId, reverses, method, actorId, note } = movement;
  const [debitAccountId, creditAccountId] = change > 0 ? [houseId, walletId] : [walletId, houseId];
  return {
    id: transferId,
    kind,
    debitAccountId,
    creditAccountId,
    amount: Math.abs(change),
    currency,
    orderId,
    reverses: reverses?.transferId ?? null,
    method,
    actorId,
    note,
  };
}

function entriesOf({ movement, balanceBefore, balanceAfter, version }: Posting) {
  const { transferId, walletId, houseId, change } = movement;
  return [
    { id: newId(), transferId, accountId: walletId, amount: change, balanceBefore, balanceAfter, version },
    { id: newId(), transferId, accountId: houseId, amount: -change },
  ];
}
