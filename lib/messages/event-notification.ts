import { z } from 'zod';
import { defineMessages } from './define.ts';
import { id, orderRejection, orderRequest, paymentRefusal, person } from './shapes.ts';

const order = z.object({ orderId: id });
const user = z.object({ userId: id });

/**
 * Style 2: events carry ids only, consumers call back over HTTP for the data. `BillPayed` and `OrderPayed` are spelled as in the specification
 * of the wire, which is fixed.
 */
export const eventNotification = defineMessages('event-notification', {
  RegistrationRequested: {
    summary: 'Somebody asked to be registered.',
    producer: 'gateway',
    starts: { flow: 'register', request: 'POST /register', status: 201 },
    consumers: { user: { emits: ['UserCreated', 'UserRejected'] } },
    body: person,
  },
  UserCreated: {
    summary: 'The user exists.',
    producer: 'user',
    consumers: { gateway: { calls: 'GET users/{id}', isQueued: true }, billing: { calls: 'GET users/{id}' } },
    body: user,
  },
  UserRejected: {
    summary: 'The registration is refused.',
    producer: 'user',
    consumers: { gateway: { isQueued: true } },
    body: user.extend({ reason: z.literal('email-taken') }),
  },
  OrderRequested: {
    summary: 'A customer asked for an order.',
    producer: 'gateway',
    starts: { flow: 'order', request: 'POST /order', status: 201 },
    consumers: { order: { emits: [['OrderCreated', 'BillingRequested'], 'OrderRejected'] } },
    body: orderRequest,
  },
  OrderCreated: {
    summary: 'The order is accepted and waits for its payment.',
    producer: 'order',
    consumers: { gateway: {} },
    body: order,
  },
  OrderRejected: {
    summary: 'The order is not accepted; nothing is stored.',
    producer: 'order',
    consumers: { gateway: {} },
    body: orderRejection,
  },
  BillingRequested: {
    summary: 'An order is to be charged.',
    producer: 'order',
    consumers: { billing: { calls: 'GET orders/{id}', emits: ['BillPayed', 'BillRefused'] } },
    body: order,
  },
  BillPayed: {
    summary: 'The order is charged.',
    producer: 'billing',
    consumers: { order: { emits: ['OrderPayed'] } },
    body: order,
  },
  BillRefused: {
    summary: 'The payment of the order is refused.',
    producer: 'billing',
    consumers: { order: { emits: ['OrderRefused'] } },
    body: order.extend({ reason: paymentRefusal }),
  },
  OrderPayed: {
    summary: 'The order is paid.',
    producer: 'order',
    consumers: { notification: { calls: 'GET orders/{id}' } },
    body: order,
  },
  OrderRefused: {
    summary: 'The order is refused for want of payment.',
    producer: 'order',
    consumers: { notification: { calls: 'GET orders/{id}' } },
    body: order.extend({ reason: paymentRefusal }),
  },
});
