import type { LoggedMessage } from '#lib/broker/message-log';
import type { Answer } from '#lib/http/answer';
import { problem } from '#lib/http/problem';

/** A request in one style: the message it becomes, and what the reply to it means over HTTP. */
export interface Flow<Request> {
  request(request: Request, correlationId: string): LoggedMessage;
  answer(reply: LoggedMessage): Answer | Promise<Answer>;
}

interface RegistrationRequest {
  userId: string;
  email: string;
  name: string;
  phone: string | null;
  address: string | null;
  locale: 'en' | 'ru';
}

interface OrderRequest {
  orderId: string;
  userId: string;
  items: { productId: string; quantity: number }[];
  contact: { email: string; name: string; locale: 'en' | 'ru' };
}

/** What the styles differ in. Transfers and withdrawals are the same in all. */
export interface StyleFlows {
  register: Flow<RegistrationRequest>;
  order: Flow<OrderRequest>;
}

export const registered = ({ userId, email, name }: { userId: string; email: string; name: string }): Answer => ({
  status: 201,
  body: { userId, email, name },
});

export const emailTaken = (): Answer =>
  problem('email-taken', 'Somebody is registered with this e-mail address. Sign in, or use another address.');

interface Order {
  orderId: string;
  items: { productId: string; name: string; quantity: number; price: number }[];
  total: number;
  currency: string;
}

export const ordered = (status: 'pending' | 'paid', { orderId, items, total, currency }: Order): Answer => ({
  status: 201,
  body: { orderId, status, total, currency, items },
});

const rejections = {
  'unknown-product': 'The catalogue has no such product',
  'unavailable-product': 'Not available at the moment',
  'total-too-large': 'The total is larger than an order may be',
};

export function rejected({ reason, productIds }: { reason: keyof typeof rejections; productIds: string[] }): Answer {
  const detail = `${rejections[reason]}: ${productIds.join(', ')}. Nothing was ordered.`;
  return problem('order-rejected', detail, { members: { reason, productIds } });
}

export const unpaid = ({ orderId, reason }: { orderId: string; reason: string }): Answer =>
  problem('insufficient-funds', 'The balance does not cover the order. Nothing was charged; top up and order again.', {
    members: { orderId, reason },
  });
