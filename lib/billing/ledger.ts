import type { Transaction } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { lockWallets, openNamed } from './accounts.ts';
import { type Books, type Decision, decide, type Movement, type Posting, type Verdict } from './decide.ts';

/**
 * Settles or refuses a batch of movements and writes the books: one round trip to lock the wallets and read what was decided
 * before, one to write, with one statement per table. The first message that names a user opens the wallet, whatever the message.
 * Answers in the order of the movements.
 */
export async function post(tx: Transaction, movements: Movement[]): Promise<Decision[]> {
  let books = await lockBooks(tx, movements);
  if (books.wallets.size === 0) {
    await openNamed(tx, movements);
    books = await lockBooks(tx, movements);
  }
  const verdict = decide(books, movements);
  await record(tx, verdict);
  for (const userId of new Set(verdict.postings.map(({ movement }) => movement.userId)))
    tx.signal({ topic: 'user', key: userId });
  return verdict.answers;
}

/** Issued together; each statement sees what committed before it began, so what follows the locks cannot change any more. */
async function lockBooks(tx: Transaction, movements: Movement[]): Promise<Books> {
  const [wallets, decided, reversed] = await Promise.all([
    lockWallets(tx, movements),
    readDecisions(tx, movements),
    readReversed(tx, movements),
  ]);
  return { wallets, decided, reversed };
}

async function readDecisions(tx: Transaction, movements: Movement[]): Promise<Map<string, Decision>> {
  const rows = await tx.query<Decision>(
    `SELECT decision.subject_id AS "subjectId", decision.kind, decision.outcome, decision.reason, decision.user_id AS "userId",
       decision.amount, decision.currency, decision.transfer_id AS "transferId", entry.balance_after AS balance
     FROM billing.decisions AS decision
     LEFT JOIN billing.entries AS entry ON entry.transfer_id = decision.transfer_id AND entry.version IS NOT NULL
     WHERE decision.subject_id = ANY($1::uuid[])`,
    [movements.map(({ subjectId }) => subjectId)],
  );
  return new Map(rows.map((decision) => [decision.subjectId, decision]));
}

async function readReversed(tx: Transaction, movements: Movement[]): Promise<Set<string>> {
  const originals = movements.flatMap(({ reverses }) => reverses ?? []);
  if (originals.length === 0) return new Set();
  const rows = await tx.query<{ reverses: string }>(
    'SELECT reverses FROM billing.transfers WHERE reverses = ANY($1::uuid[])',
    [originals],
  );
  return new Set(rows.map(({ reverses }) => reverses));
}

async function record(tx: Transaction, { decisions, postings, wallets }: Verdict): Promise<void> {
  const writes: Promise<unknown>[] = [];
  if (decisions.length > 0)
    writes.push(
      tx.query(
        `INSERT INTO billing.decisions (subject_id, kind, outcome, reason, user_id, amount, currency, transfer_id)
         SELECT "subjectId", kind, outcome, reason, "userId", amount, currency, "transferId"
         FROM json_to_recordset($1) AS decision("subjectId" uuid, kind text, outcome text, reason text, "userId" uuid,
           amount bigint, currency text, "transferId" uuid)`,
        [JSON.stringify(decisions)],
      ),
    );
  if (postings.length > 0)
    writes.push(
      tx.query(
        `INSERT INTO billing.transfers
           (id, kind, debit_account_id, credit_account_id, amount, currency, order_id, reverses)
         SELECT id, kind, debit, credit, amount, currency, order_id, reverses
         FROM json_to_recordset($1) AS transfer(id uuid, kind text, debit uuid, credit uuid, amount bigint, currency text,
           order_id uuid, reverses uuid)`,
        [JSON.stringify(postings.map(transferOf))],
      ),
      // After the transfers: a guard refuses entries of a transfer that is not there.
      tx.query(
        `INSERT INTO billing.entries (id, transfer_id, account_id, amount, balance_before, balance_after, version)
         SELECT id, transfer_id, account_id, amount, balance_before, balance_after, version
         FROM json_to_recordset($1) AS entry(id uuid, transfer_id uuid, account_id uuid, amount bigint,
           balance_before bigint, balance_after bigint, version bigint)`,
        [JSON.stringify(postings.flatMap(entriesOf))],
      ),
      tx.query(
        `UPDATE billing.accounts AS account SET balance = wallet.balance, version = wallet.version
         FROM json_to_recordset($1) AS wallet(id uuid, balance bigint, version bigint) WHERE account.id = wallet.id`,
        [JSON.stringify(wallets)],
      ),
    );
  await Promise.all(writes);
}

/** Credit increases a wallet: it is what the house owes the user. */
function transferOf({ movement }: Posting) {
  const { transferId, kind, walletId, houseId, change, currency, orderId, reverses } = movement;
  const [debit, credit] = change > 0 ? [houseId, walletId] : [walletId, houseId];
  return { id: transferId, kind, debit, credit, amount: Math.abs(change), currency, order_id: orderId, reverses };
}

function entriesOf({ movement, balanceBefore, balanceAfter, version }: Posting) {
  const { transferId: transfer_id, walletId, houseId, change } = movement;
  return [
    {
      id: newId(),
      transfer_id,
      account_id: walletId,
      amount: change,
      balance_before: balanceBefore,
      balance_after: balanceAfter,
      version,
    },
    { id: newId(), transfer_id, account_id: houseId, amount: -change },
  ];
}
