import type { TooManyAttempts } from '#lib/accounts/rate-limits';
import { GUESSABLE } from '#lib/accounts/schemas';
import type { UnknownOrder } from '#lib/gateway/operations';
import type {
  AdvanceOutcome,
  OrderOutcome,
  RefundOutcome,
  RegisterOutcome,
  Rejection,
  Result,
  TillRefusal,
  TopUpOutcome,
  WithdrawOutcome,
} from '#lib/gateway/outcomes';
import type { Style } from '#lib/messages/define';
import type { NotAllowed } from '#lib/office/operation';
import type { OwnOrder, UnknownCustomer } from '#lib/office/orders';
import type { SaleOutcome } from '#lib/office/till';
import type { Answer } from './answer.ts';
import { answerTo } from './answer-to.ts';
import { problem } from './problem.ts';

// What outcomes are over HTTP: pure functions, one for each operation.

/** 201 with the new user. */
export const registerAnswer = (result: Result<RegisterOutcome>): Answer =>
  answerTo(result, (outcome) => {
    switch (outcome.kind) {
      case 'registered':
        return { status: 201, body: { userId: outcome.userId, email: outcome.email, name: outcome.name } };
      case 'email-taken':
        return problem('email-taken', 'This e-mail address is already registered. Sign in, or use another address.');
      case 'registration-closed':
        return problem('registration-closed', 'Nobody can register at the moment. Ask the shop when that changes.');
      case 'invitation-needed':
        return problem(
          'invitation-needed',
          'People register here by invitation: send the `invitation` from the link that the shop sent to this address. It works once, within 14 days.',
        );
      case 'guessable-password':
        return problem('invalid-fields', 'The body has invalid fields; `errors` says what is wrong with each.', {
          members: { errors: [{ pointer: '/password', detail: GUESSABLE }] },
        });
      case 'too-many-attempts':
        return tooManyAttempts(outcome);
    }
  });

/** 201 with the order; 402 where the style waits for the payment and it was refused. */
export const orderAnswer = (style: Style, result: Result<OrderOutcome>): Answer =>
  answerTo(result, (outcome) => {
    switch (outcome.kind) {
      case 'ordered': {
        const { kind: _, ...order } = outcome;
        return { status: 201, body: order };
      }
      case 'order-accepted': {
        const { orderId } = outcome;
        return {
          status: 201,
          body: { orderId, status: 'pending' },
          headers: { Location: `/api/${style}/orders/${orderId}` },
        };
      }
      default:
        return notOrdered(outcome);
    }
  });

/** 201 with the order that somebody of the office placed at the till, and its number. */
export const saleAnswer = (result: Result<SaleOutcome>): Answer =>
  answerTo(result, (outcome) => {
    switch (outcome.kind) {
      case 'sold': {
        const { kind: _, ...order } = outcome;
        return { status: 201, body: order };
      }
      case 'not-allowed':
        return notAllowed;
      case 'own-wallet':
        return problem('not-allowed', 'Nobody serves themselves at the till. Ask a colleague.');
      case 'unknown-customer':
        return notFound;
      default:
        return notOrdered(outcome);
    }
  });

/** 402 where the payment was refused, 422 where nothing was ordered. */
function notOrdered(outcome: Extract<OrderOutcome, { kind: 'payment-refused' | 'order-rejected' }>): Answer {
  if (outcome.kind === 'order-rejected') return rejected(outcome);
  const { orderId, reason } = outcome;
  return problem(reason, notPaid[reason], { members: { orderId, reason } });
}

const notPaid: Record<Extract<OrderOutcome, { kind: 'payment-refused' }>['reason'], string> = {
  'insufficient-funds': 'The balance does not cover the order. Nothing was charged; top up and order again.',
  'account-blocked': 'The account is blocked and pays no orders. Nothing was charged; ask the shop.',
};

const rejections: Record<Exclude<Rejection['reason'], 'shop-closed'>, string> = {
  'unknown-product': 'The catalogue has no such product',
  'unavailable-product': 'Not available at the moment',
  'out-of-stock': 'Fewer are left than were asked for',
  'total-too-large': 'The total is larger than an order may be',
};

function rejected({ reason, productIds, opensAt }: Rejection): Answer {
  const why =
    reason === 'shop-closed'
      ? `The shop is closed${opensAt ? ` and opens at ${opensAt}` : ''}`
      : `${rejections[reason]}: ${productIds.join(', ')}`;
  return problem('order-rejected', `${why}. Nothing was ordered.`, {
    members: { reason, productIds, ...(opensAt && { opensAt }) },
  });
}

/** 200 with the transfer and the new balance. */
export const transferAnswer = (result: Result<TopUpOutcome | WithdrawOutcome | TillRefusal>): Answer =>
  answerTo(result, (outcome) => {
    switch (outcome.kind) {
      case 'transferred': {
        const { kind: _, ...transfer } = outcome;
        return { status: 200, body: transfer };
      }
      case 'balance-limit':
        return problem(
          'balance-limit',
          'This deposit would take the balance above its limit. Pay in a smaller amount.',
        );
      case 'top-up-by-payment':
        return problem(
          'top-up-by-payment',
          'This shop gives no money away: pay at the counter, where it is put into your account at once.',
        );
      case 'not-allowed':
        return problem('not-allowed', 'Your role may not take or pay out money for others. Leave out `userId`.');
      case 'own-wallet':
        return problem('not-allowed', 'Nobody serves themselves at the till. Ask a colleague.');
      case 'unknown-customer':
        return problem('not-found', 'There is no user with this `userId`.');
      case 'insufficient-funds':
        return problem('insufficient-funds', 'The balance is smaller than the amount. Nothing was paid out.', {
          members: { reason: 'insufficient-funds' },
        });
      case 'account-blocked':
        return problem('account-blocked', 'The account is blocked. Nothing was paid out; ask the shop.', {
          members: { reason: 'account-blocked' },
        });
    }
  });

/** 200 with the order at the counter; 409 where it was found in another state. */
export const advanceAnswer = (result: Result<AdvanceOutcome | NotAllowed | UnknownOrder>): Answer =>
  answerTo(result, (outcome) => {
    switch (outcome.kind) {
      case 'advanced': {
        const { kind: _, ...order } = outcome;
        return { status: 200, body: order };
      }
      case 'order-moved':
        return problem('order-moved', `The order is ${outcome.found ?? 'not at the counter'} by now, and stays so.`, {
          members: { found: outcome.found },
        });
      case 'not-allowed':
        return notAllowed;
      case 'unknown-order':
        return notFound;
    }
  });

/** 200 with the refund; 409 where no more is left to refund, or the order can no longer be cancelled. */
export const refundAnswer = (
  result: Result<RefundOutcome | NotAllowed | OwnOrder | UnknownOrder | UnknownCustomer>,
): Answer =>
  answerTo(result, (outcome) => {
    switch (outcome.kind) {
      case 'refunded': {
        const { kind: _, ...refund } = outcome;
        return { status: 200, body: refund };
      }
      case 'over-refund':
        return problem('over-refund', 'The order was not paid, or less is left to refund. Nothing was refunded.');
      case 'balance-limit':
        return problem('balance-limit', 'This refund would take the balance of the customer above its limit.');
      case 'not-cancellable':
        return problem(
          'not-cancellable',
          'The order is in preparation by now, or was paid too long ago. Ask the shop.',
          {
            members: { found: outcome.found },
          },
        );
      case 'not-allowed':
        return notAllowed;
      case 'own-order':
        return problem('not-allowed', 'This is your own order: ask somebody else of the shop to refund it.');
      case 'unknown-customer':
        return problem(
          'not-found',
          'The customer has deleted their account. Look whether the order shows the refund; if not, give the money back by hand.',
        );
      case 'unknown-order':
        return notFound;
    }
  });

const notAllowed = problem('not-allowed', 'Your role may not do this. Ask an owner of the shop.');
const notFound = problem('not-found', 'There is nothing here that you may see.');

/** 429, with the seconds to wait. */
export const tooManyAttempts = ({ seconds }: TooManyAttempts): Answer =>
  problem('too-many-attempts', `Too many attempts. Try again in ${seconds} seconds.`, {
    headers: { 'Retry-After': String(seconds) },
  });
