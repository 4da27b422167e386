import type { TooManyAttempts } from '#lib/accounts/rate-limits';
import type { BodyOf } from '#lib/messages/define';
import type { commandReply, eventCollaboration } from '#lib/messages/index';

// What can become of a request. The HTTP API and the forms translate these; refusals are values, and only faults throw.

/**
 * Why the caller gets no outcome: it is not known yet (`unavailable`, `request-in-flight`), the key belongs to another request, or the caller is
 * gone.
 */
export type Unsettled =
  /**
   * Accepted, but the reply did not come in time or its call-back failed; or not accepted, because an account that it concerns is just being erased.
   * A repeat with the same key learns the outcome.
   */
  | { kind: 'unavailable' }
  /** A repeat, and the first request still has no reply. */
  | { kind: 'request-in-flight' }
  /** The idempotency key belongs to another request. */
  | { kind: 'key-reused' }
  /** Whoever asks has erased their account meanwhile; nothing was accepted. */
  | { kind: 'unauthenticated' };

/** The outcome of a request, and where its messages can be read. */
export interface Result<Outcome> {
  outcome: Outcome | Unsettled;
  /** Of the first request with the same idempotency key, if this one repeats it. */
  correlationId: string;
  /** This request repeats an earlier one: the outcome is read from the reply to that one. */
  isRepeat: boolean;
}

/** Why somebody may not register: nobody may, or only people who were invited, at the address that they were invited at. */
export type NotAdmitted = { kind: 'registration-closed' } | { kind: 'invitation-needed' };

/** `guessable-password`: common, or made of what is known of its owner. */
export type RegisterOutcome =
  | { kind: 'registered'; userId: string; email: string; name: string }
  | { kind: 'email-taken' }
  | { kind: 'guessable-password' }
  | NotAdmitted
  | TooManyAttempts;

/** An accepted order. Amounts in minor units. */
export interface Ordered {
  orderId: string;
  status: 'pending' | 'paid';
  total: number;
  currency: string;
  items: { productId: string; name: string; quantity: number; price: number }[];
}

/** Why an order was not accepted: the products at fault, or when a closed shop opens next (ISO 8601). */
export type Rejection = Omit<BodyOf<typeof eventCollaboration, 'OrderCreateFailed'>, 'orderId'>;

export type OrderOutcome =
  | ({ kind: 'ordered' } & Ordered)
  /** Accepted, in a style whose reply names the order only. */
  | { kind: 'order-accepted'; orderId: string }
  /** The order exists, and its payment was refused. */
  | { kind: 'payment-refused'; orderId: string; reason: 'insufficient-funds' | 'account-blocked' }
  | ({ kind: 'order-rejected' } & Rejection);

/** A transfer that was made; `balance` is the account's right after it. Amounts in minor units. */
export type Transferred = Omit<
  Extract<BodyOf<typeof commandReply, 'BillingTransferResponse'>, { balance: number }>,
  'outcome'
>;

/** Why somebody may not take or pay out money at the till: their role, the account is their own, or it is nobody's. */
export interface TillRefusal {
  kind: 'not-allowed' | 'own-wallet' | 'unknown-customer';
}

/** `top-up-by-payment`: the shop gives no money away, so customers cannot top up by themselves. */
export type TopUpOutcome = TransferOutcome | { kind: 'top-up-by-payment' };
export type TransferOutcome = ({ kind: 'transferred' } & Transferred) | { kind: 'balance-limit' };
export type WithdrawOutcome =
  | ({ kind: 'transferred' } & Transferred)
  | { kind: 'insufficient-funds' | 'account-blocked' };

/** An order at the counter. Amounts in minor units. */
type CounterOrder = Omit<
  Extract<BodyOf<typeof commandReply, 'OrderAdvanced'>, { outcome: 'advanced' }>,
  'outcome' | 'contact'
>;

type Moved = Extract<BodyOf<typeof commandReply, 'OrderAdvanced'>, { outcome: 'moved' }>;

/** `order-moved`: the order was found in another state than was seen, and stays there. */
export type AdvanceOutcome = ({ kind: 'advanced' } & CounterOrder) | { kind: 'order-moved'; found: Moved['found'] };

/** A refund that was made: its amount, and all that went back of the order so far. */
type Refunded = Pick<
  Extract<BodyOf<typeof commandReply, 'RefundOrderResponse'>, { outcome: 'refunded' }>,
  'refundId' | 'orderId' | 'amount' | 'refunded' | 'currency'
>;

/** `not-cancellable`: somebody has begun to prepare the order, or its customer asks too late. */
export type RefundOutcome =
  | ({ kind: 'refunded' } & Refunded)
  | { kind: 'over-refund' | 'balance-limit' }
  | { kind: 'not-cancellable'; found: Moved['found'] };
