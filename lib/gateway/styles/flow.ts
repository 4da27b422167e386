import type { LoggedMessage } from '#lib/broker/message-log';
import type { Ordered, OrderOutcome, RegisterOutcome } from '#lib/gateway/outcomes';
import type { BodyOf } from '#lib/messages/define';
import type { commandReply } from '#lib/messages/index';

/** A request in one style: the message it becomes, and what the reply to it means. */
export interface Flow<Request, Outcome> {
  request(request: Request, correlationId: string): LoggedMessage;
  outcomeOf(reply: LoggedMessage): Promise<Outcome>;
}

/** What the styles differ in; what is asked for is the same in all. Transfers and withdrawals are the same messages too. */
export interface StyleFlows {
  register: Flow<BodyOf<typeof commandReply, 'RegisterUser'>, RegisterOutcome>;
  order: Flow<BodyOf<typeof commandReply, 'CreateOrder'>, OrderOutcome>;
}

/** The outcome that an accepted order is, without what is for services only. */
export const ordered = (
  status: Ordered['status'],
  { orderId, total, currency, items }: Omit<Ordered, 'status'>,
): OrderOutcome => ({ kind: 'ordered', orderId, status, total, currency, items });
