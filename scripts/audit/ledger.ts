import { BALANCE_MAX } from '#lib/money';
import type { Check } from './check.ts';

/** What must hold in Billing's books, whatever the other services say. */
export const ledgerChecks: readonly Check[] = [
  {
    rule: 'the entries of a transfer are its amount taken from the debited and given to the credited account',
    sql: `
      SELECT format('transfer %s of %s %s has %s entries: %s', transfer.id, transfer.amount, transfer.currency,
        coalesce(entry.count, 0), coalesce(entry.list, 'none')) AS fault
      FROM billing.transfers AS transfer
      LEFT JOIN (
        SELECT transfer_id, count(*), sum(amount), string_agg(format('%s on account %s', amount, account_id), ', ') AS list,
          array_agg((account_id, amount) ORDER BY amount) AS halves
        FROM billing.entries GROUP BY transfer_id
      ) AS entry ON entry.transfer_id = transfer.id
      WHERE entry.halves IS DISTINCT FROM ARRAY[
        (transfer.debit_account_id, -transfer.amount), (transfer.credit_account_id, transfer.amount)]`,
  },
  {
    rule: 'an entry belongs to a transfer',
    sql: `
      SELECT format('entry %s of %s on account %s: its transfer %s does not exist', id, amount, account_id, transfer_id) AS fault
      FROM billing.entries AS entry
      WHERE NOT EXISTS (SELECT FROM billing.transfers AS transfer WHERE transfer.id = entry.transfer_id)`,
  },
  {
    rule: 'a deposit goes from cash to a wallet, a withdrawal back, a payment from a wallet to revenue, in one currency',
    sql: `
      SELECT format('%s %s in %s goes from %s (%s) to %s (%s)', transfer.kind, transfer.id, transfer.currency,
        coalesce(debit.name, debit.kind, 'no account'), debit.currency,
        coalesce(credit.name, credit.kind, 'no account'), credit.currency) AS fault
      FROM billing.transfers AS transfer
      LEFT JOIN billing.accounts AS debit ON debit.id = transfer.debit_account_id
      LEFT JOIN billing.accounts AS credit ON credit.id = transfer.credit_account_id
      WHERE (debit.currency, credit.currency) IS DISTINCT FROM (transfer.currency, transfer.currency)
        OR (transfer.kind, coalesce(debit.name, debit.kind), coalesce(credit.name, credit.kind)) NOT IN (
          ('deposit', 'cash', 'wallet'), ('withdrawal', 'wallet', 'cash'), ('payment', 'wallet', 'revenue'),
          ('reversal', 'wallet', 'cash'), ('reversal', 'cash', 'wallet'), ('reversal', 'revenue', 'wallet'))`,
  },
  {
    rule: 'the balance of a wallet is the sum of its entries and what the last of them left; its version is their number',
    sql: `
      SELECT format('wallet %s of user %s has balance %s at version %s, its %s entries sum to %s and end at %s', wallet.id,
        wallet.user_id, wallet.balance, wallet.version, coalesce(entry.count, 0), coalesce(entry.sum, 0),
        coalesce(last.balance_after::text, 'none')) AS fault
      FROM billing.accounts AS wallet
      LEFT JOIN (SELECT account_id, count(*), sum(amount) FROM billing.entries GROUP BY account_id) AS entry
        ON entry.account_id = wallet.id
      LEFT JOIN billing.entries AS last ON last.account_id = wallet.id AND last.version = wallet.version
      WHERE wallet.kind = 'wallet' AND (wallet.balance, wallet.version, wallet.balance) IS DISTINCT FROM
        (coalesce(entry.sum, 0), coalesce(entry.count, 0), coalesce(last.balance_after, 0))`,
  },
  {
    rule: 'the entries of a wallet are numbered without gap, and each begins where the one before it ended',
    sql: `
      SELECT format('wallet %s: entry %s, number %s, goes from %s by %s to %s, but entry number %s before it ended at %s',
        account_id, id, version, balance_before, amount, balance_after, version_before, ended_at) AS fault
      FROM (
        SELECT *, lag(version, 1, 0::bigint) OVER chain AS version_before, lag(balance_after, 1, 0::bigint) OVER chain AS ended_at
        FROM billing.entries WHERE version IS NOT NULL WINDOW chain AS (PARTITION BY account_id ORDER BY version)
      ) AS entry
      WHERE (version, balance_before, balance_after) IS DISTINCT FROM (version_before + 1, ended_at, balance_before + amount)`,
  },
  {
    rule: `a balance never leaves the range from 0 to ${BALANCE_MAX}`,
    sql: `
      SELECT format('wallet %s of user %s stands at %s', id, user_id, balance) AS fault
      FROM billing.accounts WHERE balance NOT BETWEEN 0 AND ${BALANCE_MAX}
      UNION ALL
      SELECT format('wallet %s stood at %s after entry %s', account_id, balance_after, id)
      FROM billing.entries WHERE balance_after NOT BETWEEN 0 AND ${BALANCE_MAX}`,
  },
  {
    rule: 'a reversal goes the way of its original back, and reversals never exceed the original',
    sql: `
      SELECT format('reversal %s of %s from account %s to %s; its original %s: %s of %s from account %s to %s', reversal.id,
        reversal.amount, reversal.debit_account_id, reversal.credit_account_id, reversal.reverses,
        coalesce(original.kind, 'unknown'), original.amount, original.debit_account_id, original.credit_account_id) AS fault
      FROM (
        SELECT *, sum(amount) OVER (PARTITION BY reverses) AS reversed FROM billing.transfers WHERE kind = 'reversal'
      ) AS reversal
      LEFT JOIN billing.transfers AS original ON original.id = reversal.reverses AND original.kind <> 'reversal'
      WHERE (reversal.debit_account_id, reversal.credit_account_id, reversal.currency) IS DISTINCT FROM
          (original.credit_account_id, original.debit_account_id, original.currency)
        OR reversal.reversed > original.amount`,
  },
  {
    rule: 'every transfer was decided, and every settled decision made the transfer that it names',
    sql: `
      SELECT format('%s %s of %s by user %s was decided as settled by transfer %s; the transfer: %s of %s by user %s',
        coalesce(decision.kind, 'no decision'), decision.subject_id, decision.amount, decision.user_id,
        coalesce(decision.transfer_id, transfer.id), coalesce(transfer.kind, 'missing'), transfer.amount,
        transfer.user_id) AS fault
      FROM (SELECT * FROM billing.decisions WHERE outcome = 'settled') AS decision
      FULL JOIN (
        SELECT transfer.*, wallet.user_id, CASE transfer.kind WHEN 'payment' THEN order_id ELSE transfer.id END AS subject_id
        FROM billing.transfers AS transfer LEFT JOIN billing.accounts AS wallet
          ON wallet.id IN (transfer.debit_account_id, transfer.credit_account_id) AND wallet.kind = 'wallet'
      ) AS transfer ON transfer.id = decision.transfer_id
      WHERE (decision.subject_id, decision.kind, decision.user_id, decision.amount, decision.currency) IS DISTINCT FROM
        (transfer.subject_id, transfer.kind, transfer.user_id, transfer.amount, transfer.currency)`,
  },
  {
    rule: 'what was refused moved no money',
    sql: `
      SELECT format('%s %s was refused (%s), but transfer %s moved %s', decision.kind, decision.subject_id, decision.reason,
        transfer.id, transfer.amount) AS fault
      FROM billing.decisions AS decision
      JOIN billing.transfers AS transfer
        ON decision.subject_id = CASE transfer.kind WHEN 'payment' THEN transfer.order_id ELSE transfer.id END
      WHERE decision.outcome = 'refused'`,
  },
];
