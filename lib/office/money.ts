import { mayServe } from '#lib/accounts/roles';
import { accountStands } from '#lib/accounts/standing';
import { lockOpenWallets, walletId } from '#lib/billing/accounts';
import { setBlocked } from '#lib/billing/blocks';
import { type Payout, type PayoutOutcome, readPayoutOwner, returnPayout, settlePayout } from '#lib/billing/payouts';
import { adjust } from '#lib/billing/transfers';
import { type UndoOutcome, undoTopUp } from '#lib/billing/undo';
import { enqueue } from '#lib/broker/publish';
import { ALERT_QUEUE } from '#lib/broker/queues';
import type { Transaction } from '#lib/db/transact';
import type { Result } from '#lib/gateway/outcomes';
import { newId } from '#lib/ids';
import { shopCurrency } from '#lib/shop/currency';
import { readUser } from '#lib/user/read';
import type { AdjustmentBody, ReasonBody, SettlementBody } from './money-schemas.ts';
import { type NotAllowed, type OfficeContext, type OfficeRequest, officeOperation } from './operation.ts';

// What people of the office do with the money of customers, beside the till. Amounts in minor units.

/** Why nothing was done for this customer: the wallet is the actor's own, or nobody's. */
interface CustomerRefusal {
  kind: 'own-wallet' | 'unknown-customer';
}

export type AdjustmentOutcome =
  | { kind: 'adjusted'; transferId: string; amount: number; currency: string; balance: number }
  | { kind: 'insufficient-funds' | 'balance-limit' }
  | CustomerRefusal
  | NotAllowed;

export type BlockOutcome = { kind: 'set'; userId: string; blockedAt: string | null } | CustomerRefusal | NotAllowed;

export type DecisionOutcome =
  | { kind: 'decided'; payout: DecidedPayout }
  | Exclude<PayoutOutcome, { kind: 'decided' }>
  | CustomerRefusal
  | NotAllowed;

/** Of the answer that is kept with an idempotency key, so plain JSON. */
type DecidedPayout = Pick<Payout, 'transferId' | 'userId' | 'amount' | 'currency' | 'state' | 'method' | 'reason'>;

export type UndoneOutcome = UndoOutcome | NotAllowed;

/**
 * Corrects the balance of a customer, against the house account of adjustments. Money can still be taken out of the wallet of somebody who is gone, but
 * not put in.
 */
export const adjustBalance = (
  userId: string,
  request: OfficeRequest<AdjustmentBody>,
): Promise<Result<AdjustmentOutcome>> =>
  forCustomer<AdjustmentOutcome>('wallets.adjust', userId, request, async ({ tx, record }, isGone, currency) => {
    const { amount: change, reason } = request.body;
    if (isGone && (change > 0 || !(await hasWallet(tx, userId, currency)))) return { kind: 'unknown-customer' };
    const { userId: actorId } = request.actor;
    const [outcome] = await adjust(tx, [{ transferId: newId(), userId, change, currency, actorId, note: reason }]);
    if (outcome?.kind !== 'settled') return { kind: outcome?.reason ?? 'insufficient-funds' };
    const { transferId, balance, crossing } = outcome;
    await enqueue(tx, ALERT_QUEUE, crossing ? [{ data: crossing }] : []);
    await record({
      action: 'balance-adjusted',
      subject: `user:${userId}`,
      before: { balance: balance - change },
      after: { balance, amount: change, transferId, ...(actorId === userId && { ownWallet: true }) },
      reason,
    });
    return { kind: 'adjusted', transferId, amount: change, currency, balance };
  });

/** Blocks the wallet of a customer, or unblocks it. Nothing is recorded where it is so already. */
export const setWalletBlocked = (
  userId: string,
  isBlocked: boolean,
  request: OfficeRequest<ReasonBody>,
): Promise<Result<BlockOutcome>> =>
  forCustomer<BlockOutcome>('wallets.block', userId, request, async ({ tx, record }, isGone, currency) => {
    if (isGone) return { kind: 'unknown-customer' };
    const { before, after } = await setBlocked(tx, { userId, currency }, isBlocked);
    if (before !== after)
      await record({
        action: isBlocked ? 'wallet-blocked' : 'wallet-unblocked',
        subject: `user:${userId}`,
        before: { blockedAt: before?.toISOString() ?? null },
        after: { blockedAt: after?.toISOString() ?? null },
        reason: request.body.reason,
      });
    return { kind: 'set', userId, blockedAt: after?.toISOString() ?? null };
  });

/** Marks a payout as paid. */
export const markPayoutPaid = (
  transferId: string,
  request: OfficeRequest<SettlementBody>,
): Promise<Result<DecisionOutcome>> =>
  decidePayout(transferId, request, 'payout-settled', ({ tx }) =>
    settlePayout(tx, { transferId, actorId: request.actor.userId, method: request.body.method }),
  );

/** Gives a payout back to the wallet that it left. That of somebody who is gone can only be paid: their wallet must hold no money. */
export const givePayoutBack = (
  transferId: string,
  request: OfficeRequest<ReasonBody>,
): Promise<Result<DecisionOutcome>> =>
  decidePayout(transferId, request, 'payout-returned', async ({ tx }, owner) =>
    owner && !(await accountStands(tx, owner))
      ? { kind: 'unknown-customer' }
      : returnPayout(tx, { transferId, actorId: request.actor.userId, reason: request.body.reason }),
  );

/** Undoes a top-up that the actor has just made at the till. */
export const undoTransfer = (undoes: string, request: OfficeRequest<ReasonBody>): Promise<Result<UndoneOutcome>> =>
  officeOperation<UndoneOutcome>('till', request, async ({ tx, record }) => {
    const { reason } = request.body;
    const { userId: actorId } = request.actor;
    const outcome = await undoTopUp(tx, { transferId: newId(), undoes, actorId, note: reason });
    if (outcome.kind !== 'settled') return outcome;
    const { userId, amount, balance, transferId } = outcome;
    await record({
      action: 'transfer-undone',
      subject: `transfer:${undoes}`,
      before: { balance: balance + amount },
      after: { balance, amount, userId, transferId },
      reason,
    });
    return outcome;
  });

async function forCustomer<Outcome extends { kind: string }>(
  capability: 'wallets.adjust' | 'wallets.block',
  userId: string,
  request: OfficeRequest<unknown>,
  operate: (context: OfficeContext, isGone: boolean, currency: string) => Promise<Outcome>,
): Promise<Result<Outcome | CustomerRefusal | NotAllowed>> {
  // Read before the transaction, which holds a connection.
  const [customer, currency] = await Promise.all([readUser(userId), shopCurrency()]);
  return officeOperation<Outcome | CustomerRefusal>(capability, request, async (context) => {
    const isGone = !customer || !(await accountStands(context.tx, userId));
    if (!isGone && !mayServe(request.actor, userId)) return { kind: 'own-wallet' };
    return operate(context, isGone, currency);
  });
}

async function hasWallet(tx: Transaction, userId: string, currency: string): Promise<boolean> {
  const id = walletId({ userId, currency });
  return (await lockOpenWallets(tx, [id])).has(id);
}

const decidePayout = (
  transferId: string,
  request: OfficeRequest<unknown>,
  action: 'payout-settled' | 'payout-returned',
  decide: (context: OfficeContext, owner: string | undefined) => Promise<PayoutOutcome | CustomerRefusal>,
): Promise<Result<DecisionOutcome>> =>
  officeOperation<DecisionOutcome>('payouts.decide', request, async (context) => {
    const owner = await readPayoutOwner(context.tx, transferId);
    if (owner && !mayServe(request.actor, owner)) return { kind: 'own-wallet' };
    const outcome = await decide(context, owner);
    if (outcome.kind !== 'decided') return outcome;
    const { userId, amount, currency, state, method, reason } = outcome.payout;
    await context.record({
      action,
      subject: `transfer:${transferId}`,
      before: { state: 'waiting' },
      after: { state, method, userId, amount, currency },
      reason,
    });
    return { kind: 'decided', payout: { transferId, userId, amount, currency, state, method, reason } };
  });
