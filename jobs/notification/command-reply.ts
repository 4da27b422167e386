import { handlersOf } from '#lib/broker/handlers';
import { commandReply } from '#lib/messages/command-reply';
import { tell } from './tell.ts';

export const notification = handlersOf(commandReply, 'notification', {
  async CreateOrderResponse(replies, { tx }) {
    const outcomes = replies.flatMap(({ body }) => {
      if (body.outcome === 'rejected') return []; // there is no order to tell of; the customer had the answer already
      return [{ ...body, reason: body.outcome === 'refused' ? body.reason : null }];
    });
    await tell(tx, outcomes);
  },
});
