import { first } from '#lib/broker/publish';
import type {
  AdvanceOutcome,
  RefundOutcome,
  TransferOutcome,
  Transferred,
  WithdrawOutcome,
} from '#lib/gateway/outcomes';
import { meaningOf } from '#lib/gateway/reply-meaning';
import { commandReply } from '#lib/messages/command-reply';
import type { BodyOf } from '#lib/messages/define';
import { type Flow, ordered, orderRejected, type StyleFlows } from './flow.ts';

/** The gateway waits for the reply message, which carries the outcome. */
export const commandReplyFlows: StyleFlows = {
  register: {
    request: (person, correlationId) => first(commandReply, 'RegisterUser', person, correlationId),
    outcomeOf: meaningOf(commandReply, {
      RegisterUserResponse: ({ body }) =>
        body.outcome === 'registered'
          ? { kind: 'registered', userId: body.userId, email: body.email, name: body.name }
          : { kind: 'email-taken' },
    }),
  },
  order: {
    request: (order, correlationId) => first(commandReply, 'CreateOrder', order, correlationId),
    outcomeOf: meaningOf(commandReply, {
      CreateOrderResponse: ({ body }) => {
        switch (body.outcome) {
          case 'paid':
            return ordered('paid', body);
          case 'refused':
            return { kind: 'payment-refused', orderId: body.orderId, reason: body.reason };
          case 'rejected':
            return orderRejected(body);
        }
      },
    }),
  },
};

type TransferRequest = BodyOf<typeof commandReply, 'BillingTransfer'>;

/** Deposits: the same messages in every style. */
export const transferFlow: Flow<TransferRequest, TransferOutcome> = {
  request: (request, correlationId) => first(commandReply, 'BillingTransfer', request, correlationId),
  outcomeOf: meaningOf(commandReply, {
    BillingTransferResponse: ({ body }) => (body.outcome === 'settled' ? transferred(body) : { kind: 'balance-limit' }),
  }),
};

/** Withdrawals: likewise. */
export const withdrawFlow: Flow<TransferRequest, WithdrawOutcome> = {
  request: (request, correlationId) => first(commandReply, 'BillingWithdraw', request, correlationId),
  outcomeOf: meaningOf(commandReply, {
    BillingWithdrawResponse: ({ body }) => (body.outcome === 'settled' ? transferred(body) : { kind: body.outcome }),
  }),
};

const transferred = ({ transferId, amount, currency, balance }: Transferred) =>
  ({ kind: 'transferred', transferId, amount, currency, balance }) as const;

/** How far an order is: likewise. */
export const advanceFlow: Flow<BodyOf<typeof commandReply, 'AdvanceOrder'>, AdvanceOutcome> = {
  request: (request, correlationId) => first(commandReply, 'AdvanceOrder', request, correlationId),
  outcomeOf: meaningOf(commandReply, {
    OrderAdvanced: ({ body }) => {
      if (body.outcome === 'moved') return { kind: 'order-moved', found: body.found };
      const { outcome: _, contact: __, ...order } = body;
      return { kind: 'advanced', ...order };
    },
  }),
};

/** Refunds and cancellations: likewise. */
export const refundFlow: Flow<BodyOf<typeof commandReply, 'RefundOrder'>, RefundOutcome> = {
  request: (request, correlationId) => first(commandReply, 'RefundOrder', request, correlationId),
  outcomeOf: meaningOf(commandReply, {
    RefundOrderResponse: ({ body }) => {
      switch (body.outcome) {
        case 'refunded': {
          const { refundId, orderId, amount, refunded, currency } = body;
          return { kind: 'refunded', refundId, orderId, amount, refunded, currency };
        }
        case 'refused':
          return { kind: body.reason };
        case 'rejected':
          return body.reason === 'over-refund' ? { kind: body.reason } : { kind: body.reason, found: body.found };
      }
    },
  }),
};
