import type { Identity } from '#lib/accounts/sign-in';
import { readTransfers } from '#lib/billing/ledger-read';
import { UNDO_MINUTES } from '#lib/billing/undo';
import { orderAtTill, payOutAtTill, takeAtTill } from '#lib/gateway/operations';
import type { OrderOutcome, Result, TillRefusal } from '#lib/gateway/outcomes';
import type { OrderBody } from '#lib/gateway/schemas';
import { type OrderView, readOrder } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import { findByCode } from '#lib/user/customers';
import { ifAllowed } from './allowed.ts';
import type { OfficeRequest } from './operation.ts';
import { readPeople } from './people.ts';
import type { TillBody } from './schemas.ts';

export { UNDO_MINUTES };

/** Pays money that was taken at the till into the wallet of a customer. */
export const take = ({ actor, ...request }: OfficeRequest<TillBody>) => takeAtTill(actor, request);

/** Takes money that was paid out at the till from the wallet of a customer. */
export const payOut = ({ actor, ...request }: OfficeRequest<TillBody>) => payOutAtTill(actor, request);

/** What became of an order at the till: one that was paid has the number by which it is called out. */
export type SaleOutcome =
  | ({ kind: 'sold' } & Pick<OrderView, 'orderId' | 'status' | 'total' | 'currency' | 'items' | 'number'>)
  | Exclude<OrderOutcome, { kind: 'ordered' | 'order-accepted' }>
  | TillRefusal;

/** Orders for a customer, who pays from their balance, by the rules of every order. */
export async function sell(
  userId: string,
  { actor, ...request }: OfficeRequest<OrderBody>,
): Promise<Result<SaleOutcome>> {
  const { outcome, ...result } = await orderAtTill(actor, userId, request);
  if (outcome.kind !== 'ordered' && outcome.kind !== 'order-accepted') return { ...result, outcome };
  const order = await readOrder(outcome.orderId);
  if (!order) throw new Error(`order ${outcome.orderId} was accepted and is not there`);
  const { orderId, status, total, currency, items, number } = order;
  return { ...result, outcome: { kind: 'sold', orderId, status, total, currency, items, number } };
}

/** The id of the customer whose card or QR code a scanner has read; null if there is none. */
export const findScanned = (actor: Identity, code: string): Promise<string | null> =>
  ifAllowed(actor, 'till', () => findByCode(code));

/** Money that somebody took at the till and can still undo. Amounts in minor units. */
export interface Undoable {
  transferId: string;
  amount: number;
  currency: string;
  name: string;
}

const LAST_SHOWN = 10;

/** What this person took within the last minutes and has not undone, the last first. */
export const readUndoable = async (actor: Identity): Promise<Undoable[]> =>
  (await ifAllowed(actor, 'till', () => undoableBy(actor.userId))) ?? [];

async function undoableBy(actorId: string): Promise<Undoable[]> {
  const from = new Date(Date.now() - UNDO_MINUTES * 60_000);
  const { items } = await readTransfers(await shopCurrency(), { limit: LAST_SHOWN, actorId, from });
  const undone = new Set(items.map(({ reverses }) => reverses));
  const taken = items.filter(({ kind, transferId }) => kind === 'deposit' && !undone.has(transferId));
  const people = await readPeople(taken.flatMap(({ credit }) => credit.userId ?? []));
  return taken.map(({ transferId, amount, currency, credit }) => ({
    transferId,
    amount,
    currency,
    name: people.get(credit.userId ?? '')?.name ?? '',
  }));
}
