import type { LoggedMessage } from '#lib/broker/message-log';
import type { Ordered, OrderOutcome, RegisterOutcome, Rejection } from '#lib/gateway/outcomes';
import type { BodyOf } from '#lib/messages/define';
import type { commandReply } from '#lib/messages/index';

/** A request in one style: the message it becomes, and what the reply to it means. */
export interface Flow<Request, Outcome> {
  request(request: Request, correlationId: string): LoggedMessage;
  outcomeOf(reply: LoggedMessage): Promise<Outcome>;
}

/** The flows in which the styles differ. Their input is the same in all of them; deposits and withdrawals do not differ at all. */
export interface StyleFlows {
  register: Flow<BodyOf<typeof commandReply, 'RegisterUser'>, RegisterOutcome>;
  order: Flow<BodyOf<typeof commandReply, 'CreateOrder'>, OrderOutcome>;
}

/** The outcome for an accepted order, without the fields that are for services only. */
export const ordered = (
  status: Ordered['status'],
  { orderId, total, currency, items }: Omit<Ordered, 'status'>,
): OrderOutcome => ({ kind: 'ordered', orderId, status, total, currency, items });

/** The outcome for a request that became no order. */
export const orderRejected = ({ reason, productIds, opensAt }: Rejection): OrderOutcome => ({
  kind: 'order-rejected',
  reason,
  productIds,
  ...(opensAt !== undefined && { opensAt }),
});
