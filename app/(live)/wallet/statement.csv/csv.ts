import type { StatementLine } from '#lib/billing/read';
import { decimalMoney } from '#lib/money';

/**
 * The columns of a downloaded statement: when (ISO 8601, UTC), the kind of movement (`deposit`, `withdrawal`,
 * `payment`, `reversal`, `adjustment`), the signed amount and the balance right after it (major units, decimal point), their currency
 * (ISO 4217), the order that was paid, and the id of the entry.
 */
export const columns = ['time', 'kind', 'amount', 'balance', 'currency', 'order', 'entry'];

/** The values of a line, in the order of the columns. */
export const valuesOf = (
  { createdAt, kind, amount, balance, orderId, entryId }: StatementLine,
  currency: string,
): (string | null)[] => [
  createdAt,
  kind,
  decimalMoney(amount, currency),
  decimalMoney(balance, currency),
  currency,
  orderId,
  entryId,
];
