import type { StatementLine } from '#lib/billing/read';
import { decimalMoney } from '#lib/money';

/**
 * The columns of a downloaded statement: when (ISO 8601, UTC), the kind of movement (`deposit`, `withdrawal`,
 * `payment`, `reversal`, `adjustment`), the signed amount and the balance right after it (major units, decimal point), their currency
 * (ISO 4217), the order that was paid, and the id of the entry.
 */
const columns = ['time', 'kind', 'amount', 'balance', 'currency', 'order', 'entry'];

/** The first record: the names of the columns. */
export const csvHeader = record(columns);

/**
 * A line of the statement as an RFC 4180 record. Every value is ours and plain ASCII (times, words, numbers, ids): none
 * needs quotes or a byte order mark, and no spreadsheet takes one for a formula.
 */
export const csvRecord = (
  { createdAt, kind, amount, balance, orderId, entryId }: StatementLine,
  currency: string,
): string =>
  record([
    createdAt,
    kind,
    decimalMoney(amount, currency),
    decimalMoney(balance, currency),
    currency,
    orderId ?? '',
    entryId,
  ]);

function record(values: string[]): string {
  return `${values.join(',')}\r\n`;
}
