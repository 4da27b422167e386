import { z } from 'zod';
import { defineMessages } from './define.ts';
import {
  bill,
  email,
  id,
  locale,
  name,
  orderFacts,
  orderRejection,
  orderRequest,
  paymentRefusal,
  person,
  settledTransfer,
  transferRequest,
} from './shapes.ts';

/** Style 1: the gateway publishes a command and waits for the reply message. */
export const commandReply = defineMessages('command-reply', {
  RegisterUser: {
    summary: 'Create the user and open the billing account.',
    producer: 'gateway',
    starts: { flow: 'register', request: 'POST /billing/register', status: 201 },
    consumers: { billing: { emits: ['RegisterUserResponse'] } },
    body: person,
  },
  RegisterUserResponse: {
    summary: 'The user exists and has an account, or the e-mail address belongs to somebody else.',
    producer: 'billing',
    consumers: { gateway: { isQueued: true } },
    body: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('registered'), userId: id, email, name, locale }),
      z.object({ outcome: z.literal('email-taken'), userId: id }),
    ]),
  },
  BillingTransfer: {
    summary: 'Pay money into the account of a user.',
    producer: 'gateway',
    starts: { flow: 'transfer', request: 'POST /billing/transfer', status: 200 },
    consumers: { billing: { emits: ['BillingTransferResponse'] } },
    body: transferRequest,
  },
  BillingTransferResponse: {
    summary: 'The money is in the account, or the balance would pass its limit.',
    producer: 'billing',
    consumers: { gateway: {} },
    body: z.discriminatedUnion('outcome', [
      settledTransfer.extend({ outcome: z.literal('settled') }),
      z.object({ outcome: z.literal('balance-limit'), transferId: id }),
    ]),
  },
  BillingWithdraw: {
    summary: 'Pay money out of the account of a user.',
    producer: 'gateway',
    starts: { flow: 'withdraw', request: 'POST /billing/withdraw', status: 200 },
    consumers: { billing: { emits: ['BillingWithdrawResponse'] } },
    body: transferRequest,
  },
  BillingWithdrawResponse: {
    summary: 'The money has left the account, or there was not enough, or the account is blocked.',
    producer: 'billing',
    consumers: { gateway: {} },
    body: z.discriminatedUnion('outcome', [
      settledTransfer.extend({ outcome: z.literal('settled') }),
      z.object({ outcome: z.literal('insufficient-funds'), transferId: id }),
      z.object({ outcome: z.literal('account-blocked'), transferId: id }),
    ]),
  },
  CreateOrder: {
    summary: 'Create an order and have it paid.',
    producer: 'gateway',
    starts: { flow: 'order', request: 'POST /order/create', status: 201 },
    consumers: { order: { emits: ['PaymentOrder', 'CreateOrderResponse'] } },
    body: orderRequest,
  },
  PaymentOrder: {
    summary: 'Charge an order to the account of its user.',
    producer: 'order',
    consumers: { billing: { emits: ['PaymentOrderResponse'] } },
    body: bill,
  },
  PaymentOrderResponse: {
    summary: 'The order is charged, or the payment is refused.',
    producer: 'billing',
    consumers: { order: { emits: ['CreateOrderResponse'] } },
    body: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('paid'), orderId: id, transferId: id }),
      z.object({ outcome: z.literal('refused'), orderId: id, reason: paymentRefusal }),
    ]),
  },
  CreateOrderResponse: {
    summary: 'The order is paid, its payment is refused, or it was rejected and nothing is stored.',
    producer: 'order',
    consumers: { gateway: {}, notification: {} },
    body: z.discriminatedUnion('outcome', [
      orderFacts.extend({ outcome: z.literal('paid') }),
      orderFacts.extend({ outcome: z.literal('refused'), reason: paymentRefusal }),
      orderRejection.extend({ outcome: z.literal('rejected') }),
    ]),
  },
});
