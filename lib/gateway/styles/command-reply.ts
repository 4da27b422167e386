import { first } from '#lib/broker/publish';
import type { Answer } from '#lib/http/answer';
import { problem } from '#lib/http/problem';
import { commandReply } from '#lib/messages/command-reply';
import type { BodyOf } from '#lib/messages/define';
import { emailTaken, type Flow, ordered, registered, rejected, type StyleFlows, unpaid } from './flow.ts';

type Body<Name extends string> = BodyOf<typeof commandReply, Name>;

/** The gateway waits for the reply message, and answers with the outcome. */
export const commandReplyFlows: StyleFlows = {
  register: {
    request: (person, correlationId) => first(commandReply, 'RegisterUser', person, correlationId),
    answer(reply) {
      const body = reply.body as Body<'RegisterUserResponse'>;
      return body.outcome === 'registered' ? registered(body) : emailTaken();
    },
  },
  order: {
    request: (order, correlationId) => first(commandReply, 'CreateOrder', order, correlationId),
    answer(reply) {
      const body = reply.body as Body<'CreateOrderResponse'>;
      if (body.outcome === 'rejected') return rejected(body);
      return body.outcome === 'paid' ? ordered('paid', body) : unpaid(body);
    },
  },
};

interface TransferRequest {
  transferId: string;
  userId: string;
  amount: number;
  currency: string;
}

/** Money in: these commands in every style. */
export const transferFlow: Flow<TransferRequest> = {
  request: (request, correlationId) => first(commandReply, 'BillingTransfer', request, correlationId),
  answer(reply) {
    const body = reply.body as Body<'BillingTransferResponse'>;
    if (body.outcome === 'settled') return settled(body);
    return problem('balance-limit', 'The balance would exceed the largest one that is kept. Pay in less.');
  },
};

/** Money out. */
export const withdrawFlow: Flow<TransferRequest> = {
  request: (request, correlationId) => first(commandReply, 'BillingWithdraw', request, correlationId),
  answer(reply) {
    const body = reply.body as Body<'BillingWithdrawResponse'>;
    if (body.outcome === 'settled') return settled(body);
    return problem('insufficient-funds', 'The balance is smaller than the amount. Nothing was paid out.', {
      members: { reason: 'insufficient-funds' },
    });
  },
};

const settled = ({ transferId, amount, currency, balance }: TransferBody): Answer => ({
  status: 200,
  body: { transferId, amount, currency, balance },
});
type TransferBody = { transferId: string; amount: number; currency: string; balance: number };
