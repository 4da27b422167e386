import { z } from 'zod';
import { defineMessages } from './define.ts';
import { bill, currency, id, orderFacts, orderRejection, orderRequest, paymentRefusal, person } from './shapes.ts';

const order = z.object({ orderId: id });

/** Style 3: events carry all that happened, consumers keep their own copies and ask nobody. */
export const eventCollaboration = defineMessages('event-collaboration', {
  UserCreateRequested: {
    summary: 'Somebody asked to be registered.',
    producer: 'gateway',
    starts: { flow: 'register', request: 'POST /user/register', status: 201 },
    consumers: { user: { emits: ['UserCreated', 'UserCreateFailed'] } },
    body: person,
  },
  UserCreated: {
    summary: 'The user exists, with everything known of them.',
    producer: 'user',
    consumers: { gateway: { isQueued: true }, billing: { emits: ['BillingAccountCreated'] }, notification: {} },
    body: person,
  },
  UserCreateFailed: {
    summary: 'The registration is refused.',
    producer: 'user',
    consumers: { gateway: { isQueued: true } },
    body: z.object({ userId: id, reason: z.literal('email-taken') }),
  },
  BillingAccountCreated: {
    summary: 'The user has a billing account.',
    producer: 'billing',
    consumers: {},
    body: z.object({ accountId: id, userId: id, currency }),
  },
  OrderCreateRequested: {
    summary: 'A customer asked for an order.',
    producer: 'gateway',
    starts: { flow: 'order', request: 'POST /order/create', status: 201 },
    consumers: { order: { emits: [['OrderCreated', 'OrderPaymentRequested'], 'OrderCreateFailed'] } },
    body: orderRequest,
  },
  OrderCreated: {
    summary: 'The order is accepted, with everything in it.',
    producer: 'order',
    consumers: { gateway: {}, notification: {} },
    body: orderFacts,
  },
  OrderCreateFailed: {
    summary: 'The order is not accepted; nothing is stored.',
    producer: 'order',
    consumers: { gateway: {} },
    body: orderRejection,
  },
  OrderPaymentRequested: {
    summary: 'An order is to be charged to the account of its user.',
    producer: 'order',
    consumers: { billing: { emits: ['OrderPaymentCreated', 'OrderPaymentFailed'] } },
    body: bill,
  },
  OrderPaymentCreated: {
    summary: 'The order is charged.',
    producer: 'billing',
    consumers: { order: { emits: ['OrderPaid'] } },
    body: order.extend({ transferId: id }),
  },
  OrderPaymentFailed: {
    summary: 'The payment of the order is refused.',
    producer: 'billing',
    consumers: { order: { emits: ['OrderNotPaid'] } },
    body: order.extend({ reason: paymentRefusal }),
  },
  OrderPaid: {
    summary: 'The order is paid.',
    producer: 'order',
    consumers: { notification: {} },
    body: order,
  },
  OrderNotPaid: {
    summary: 'The order is not paid.',
    producer: 'order',
    consumers: { notification: {} },
    body: order.extend({ reason: paymentRefusal }),
  },
});
