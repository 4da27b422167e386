import { z } from 'zod';
import { orderBody, sentProductId } from '#lib/gateway/schemas';
import type { Answer } from '#lib/http/answer';
import { advanceAnswer, refundAnswer, saleAnswer } from '#lib/http/answers';
import { officeOrder, officeOrders } from '#lib/http/openapi/office-results';
import { counterOrder, refundMade, sold } from '#lib/http/openapi/results';
import { page } from '#lib/http/page';
import { currentUser, found, idOf } from '#lib/http/respond-with';
import { route } from '#lib/http/route';
import { id } from '#lib/messages/shapes';
import { advanceBody, fulfilmentFilter, orderStatus, refundBody } from '#lib/office/order-schemas';
import * as orders from '#lib/office/orders';
import { day } from '#lib/office/schemas';
import { sell } from '#lib/office/till';
import { requestOf } from './answer.ts';

const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, { error: 'must be a whole number above 0' })
  .transform(Number)
  .pipe(z.int().min(1).meta({ format: 'int32' }));

const filter = page.extend({
  fulfilment: fulfilmentFilter.optional().describe('How far they are; `open` for all that the counter has to do with'),
  status: orderStatus.optional().describe('What became of their payment'),
  day: day.optional().describe('The day of the shop on which they were placed'),
  number: wholeNumber.optional().describe('Their number of the day'),
  userId: id.optional().describe('Their customer'),
  productId: sentProductId.optional().describe('A product among their items'),
});

/** Orders after their payment. */
export const orderRoutes = [
  route({
    method: 'GET',
    path: '/office/orders',
    access: 'staff',
    capability: 'orders.read',
    name: 'listOfficeOrders',
    query: filter,
    answers: { 200: officeOrders },
    async handle(call): Promise<Answer> {
      const { limit, cursor, ...wanted } = call.query;
      return found(await orders.readOfficeOrders(currentUser(call), wanted, { limit, cursor }));
    },
  }),
  route({
    method: 'GET',
    path: '/office/orders/{id}',
    access: 'staff',
    capability: 'orders.read',
    name: 'readOfficeOrder',
    answers: { 200: officeOrder },
    handle: async (call) => found(await orders.readOfficeOrder(currentUser(call), idOf(call.params))),
  }),
  route({
    method: 'POST',
    path: '/office/customers/{id}/orders',
    access: 'staff',
    capability: 'till',
    name: 'orderForCustomer',
    body: orderBody,
    idempotent: true,
    answers: { 201: sold },
    problems: ['not-found', 'insufficient-funds', 'account-blocked', 'order-rejected'],
    handle: async (call) => saleAnswer(await sell(idOf(call.params), requestOf(call))),
  }),
  route({
    method: 'POST',
    path: '/office/orders/{id}/advance',
    access: 'staff',
    capability: 'orders.advance',
    name: 'advanceOrder',
    body: advanceBody,
    idempotent: true,
    answers: { 200: counterOrder },
    problems: ['order-moved'],
    handle: async (call) => advanceAnswer(await orders.advanceOrder(idOf(call.params), requestOf(call))),
  }),
  route({
    method: 'POST',
    path: '/office/orders/{id}/refund',
    access: 'staff',
    capability: 'orders.refund',
    name: 'refundOrder',
    body: refundBody,
    idempotent: true,
    answers: { 200: refundMade },
    problems: ['over-refund', 'balance-limit'],
    handle: async (call) => refundAnswer(await orders.refundOrder(idOf(call.params), requestOf(call))),
  }),
];
