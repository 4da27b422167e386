import { handlersOf } from '#lib/broker/handlers';
import { commandReply } from '#lib/messages/command-reply';
import { notify } from './notify.ts';

export const notification = handlersOf(commandReply, 'notification', {
  async CreateOrderResponse(replies, { tx }) {
    const outcomes = replies.flatMap(({ body }) => {
      if (body.outcome === 'rejected') return []; // there is no order; the customer has had the answer
      return [{ ...body, reason: body.outcome === 'refused' ? body.reason : null }];
    });
    await notify(tx, outcomes);
  },
});
