import type { StatementLine } from '#lib/billing/read';

/** What a line of a statement is called: a reversal of what an order cost is a refund, every other one a correction. */
export const nameOf = ({ kind, orderId }: StatementLine): StatementLine['kind'] | 'refund' =>
  kind === 'reversal' && orderId !== null ? 'refund' : kind;
