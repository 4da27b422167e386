import { z } from 'zod';
import { defineMessages } from './define.ts';
import {
  bill,
  counterState,
  dayNumber,
  email,
  fulfilment,
  ITEMS_MAX,
  id,
  locale,
  minorUnits,
  name,
  note,
  officeActor,
  orderFacts,
  orderItem,
  orderRejection,
  orderRequest,
  paymentRefusal,
  person,
  refunded,
  refundRefusal,
  requestedItem,
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
    // Without the optional members, a customer asks for themselves.
    body: orderRequest.extend({
      actorId: id.optional().describe('Who of the office orders for the customer'),
      origin: z.string().optional().describe('The network address that the actor asked from'),
    }),
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
  AdvanceOrder: {
    summary: 'Set how far a paid order is, on or back, from the state that was seen.',
    producer: 'gateway',
    starts: { flow: 'advance', request: 'POST /office/orders/{id}/advance', isShared: true, status: 200 },
    consumers: { order: { emits: ['OrderAdvanced'] } },
    body: officeActor.extend({
      orderId: id,
      from: counterState,
      to: counterState,
      /** How often the fulfilment had been changed when it was seen, so that what arrives late changes nothing. */
      version: z.int().min(0),
    }),
  },
  OrderAdvanced: {
    summary: 'The order is as far as was asked for, or it was found in another state and stays there.',
    producer: 'order',
    consumers: { gateway: {}, notification: {} },
    body: z.discriminatedUnion('outcome', [
      orderFacts.extend({ outcome: z.literal('advanced'), number: dayNumber, fulfilment: counterState, refunded }),
      z.object({ outcome: z.literal('moved'), orderId: id, found: fulfilment.nullable() }),
    ]),
  },
  RefundOrder: {
    summary: 'Give back what some items of an order cost, or all that is left of it.',
    producer: 'gateway',
    starts: { flow: 'refund', request: 'POST /office/orders/{id}/refund', isShared: true, status: 200 },
    consumers: { order: { emits: ['ReversePayment', 'RefundOrderResponse'] } },
    body: officeActor.extend({
      orderId: id,
      refundId: id,
      /** Null for all that is left. */
      items: z.array(requestedItem).min(1).max(ITEMS_MAX).nullable(),
      reason: note,
      /** Whether the items go back into the stock. */
      restock: z.boolean(),
      /** Whether the order is cancelled once all of it is refunded. */
      cancels: z.boolean(),
      /** A customer may cancel only what nobody has begun to prepare. */
      by: z.enum(['customer', 'office']),
    }),
  },
  ReversePayment: {
    summary: 'Give back a part of what an order was charged.',
    producer: 'order',
    consumers: { billing: { emits: ['ReversePaymentResponse'] } },
    body: bill.extend({ refundId: id, reason: note, actorId: id.nullable() }),
  },
  ReversePaymentResponse: {
    summary: 'The money is back in the account, or the refund is refused.',
    producer: 'billing',
    consumers: { order: { emits: ['RefundOrderResponse'] } },
    body: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('refunded'), orderId: id, refundId: id }),
      z.object({ outcome: z.literal('refused'), orderId: id, refundId: id, reason: refundRefusal }),
    ]),
  },
  RefundOrderResponse: {
    summary: 'The refund is made, Billing refused it, or the order allows none such.',
    producer: 'order',
    consumers: { gateway: {}, notification: {} },
    body: z.discriminatedUnion('outcome', [
      orderFacts.extend({
        outcome: z.literal('refunded'),
        refundId: id,
        amount: minorUnits,
        refunded,
        /** What it gave back, and whether it cancelled the order. */
        refundedItems: z.array(orderItem),
        isCancelled: z.boolean(),
      }),
      z.object({ outcome: z.literal('refused'), orderId: id, refundId: id, reason: refundRefusal }),
      z.object({
        outcome: z.literal('rejected'),
        orderId: id,
        refundId: id,
        reason: z.enum(['over-refund', 'not-cancellable']).meta({ title: 'RefundRejection' }),
        found: fulfilment.nullable(),
      }),
    ]),
  },
});
