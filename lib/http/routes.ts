import { z } from 'zod';
import { registration } from '#lib/accounts/schemas';
import { readAccount, readEntries } from '#lib/billing/read';
import * as operations from '#lib/gateway/operations';
import { isAtTill, orderBody, transfer } from '#lib/gateway/schemas';
import { readTrace } from '#lib/gateway/trace';
import { type Flow, type Style, styles } from '#lib/messages/define';
import { flowOf } from '#lib/messages/flows';
import { id } from '#lib/messages/shapes';
import { readNotifications } from '#lib/notification/read';
import { type OrderView, readOrder, readOrders, readProducts } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import { readUser } from '#lib/user/read';
import { orderAnswer, refundAnswer, registerAnswer, transferAnswer } from './answers.ts';
import { localeOf } from './locale-of.ts';
import { auditRoutes } from './office/audit.ts';
import { catalogueRoutes } from './office/catalogue.ts';
import { customerRoutes } from './office/customers.ts';
import { dayRoutes } from './office/days.ts';
import { importRoutes } from './office/import.ts';
import { ledgerRoutes } from './office/ledger.ts';
import { messageRoutes } from './office/messages.ts';
import { moneyRoutes } from './office/money.ts';
import { orderRoutes } from './office/orders.ts';
import * as results from './openapi/results.ts';
import { operatingRoutes } from './operating-routes.ts';
import { page } from './page.ts';
import { currentUser, found, idOf, ok } from './respond-with.ts';
import { type Route, route } from './route.ts';
import { tokenRoutes } from './token-routes.ts';

const everyStyle = styles;

/** The path that a style gives to a flow, below its base path. */
const pathOf = (style: Style, flow: Flow): string => flowOf(style, flow).request.replace('POST ', '');

const styleRoutes = styles.flatMap((style) => [
  route({
    method: 'POST',
    path: pathOf(style, 'register'),
    styles: [style],
    access: 'public',
    name: 'register',
    body: registration,
    idempotent: true,
    answers: { 201: results.registered },
    problems: ['registration-closed', 'invitation-needed', 'email-taken', 'too-many-attempts'],
    handle: async (call) => registerAnswer(await operations.register(call.style, call)),
  }),
  route({
    method: 'POST',
    path: pathOf(style, 'order'),
    styles: [style],
    access: 'user',
    name: 'createOrder',
    body: orderBody,
    idempotent: true,
    answers: { 201: style === 'event-notification' ? results.orderAccepted : results.ordered },
    problems:
      style === 'command-reply' ? ['insufficient-funds', 'account-blocked', 'order-rejected'] : ['order-rejected'],
    hasLocation: style === 'event-notification',
    handle: async (call) => orderAnswer(call.style, await operations.order(call.style, currentUser(call).userId, call)),
  }),
]);

/** Every operation of the HTTP API. The router serves them, and the OpenAPI document is written from them. */
export const routes: Route[] = [
  ...styleRoutes,
  route({
    method: 'POST',
    path: '/billing/transfer',
    styles: everyStyle,
    access: 'user',
    name: 'transfer',
    body: transfer,
    idempotent: true,
    answers: { 200: results.transferred },
    problems: ['top-up-by-payment', 'not-allowed', 'not-found', 'balance-limit'],
    async handle(call) {
      const [user, { body }] = [currentUser(call), call];
      return transferAnswer(
        isAtTill(body)
          ? await operations.takeAtTill(user, { ...call, body })
          : await operations.topUp(user.userId, { ...call, body }),
      );
    },
  }),
  route({
    method: 'POST',
    path: '/billing/withdraw',
    styles: everyStyle,
    access: 'user',
    name: 'withdraw',
    body: transfer,
    idempotent: true,
    answers: { 200: results.transferred },
    problems: ['not-allowed', 'not-found', 'insufficient-funds', 'account-blocked'],
    async handle(call) {
      const [user, { body }] = [currentUser(call), call];
      return transferAnswer(
        isAtTill(body)
          ? await operations.payOutAtTill(user, { ...call, body })
          : await operations.withdraw(user.userId, { ...call, body }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/products',
    styles: everyStyle,
    access: 'public',
    name: 'listProducts',
    answers: { 200: results.products },
    handle: async (call) => ok({ items: await readProducts(await localeOf(call)) }),
  }),
  route({
    method: 'GET',
    path: '/users/{id}',
    styles: everyStyle,
    access: 'service',
    name: 'readUser',
    answers: { 200: results.user },
    async handle({ principal, params }) {
      const mayRead = principal.kind === 'service' || (principal.kind === 'user' && principal.userId === params.id);
      return found(mayRead && (await readUser(idOf(params))));
    },
  }),
  route({
    method: 'GET',
    path: '/orders/{id}',
    styles: everyStyle,
    access: 'service',
    name: 'readOrder',
    answers: { 200: results.order },
    async handle(call) {
      const isService = call.principal.kind === 'service';
      const order = await readOrder(idOf(call.params), isService ? undefined : currentUser(call).userId);
      return found(order && (isService ? order : withoutContact(order)));
    },
  }),
  route({
    method: 'GET',
    path: '/orders',
    styles: everyStyle,
    access: 'user',
    name: 'listOrders',
    query: page,
    answers: { 200: results.orders },
    async handle(call) {
      const { items, nextCursor } = await readOrders(currentUser(call).userId, call.query);
      return ok({ items: items.map(withoutContact), nextCursor });
    },
  }),
  route({
    method: 'POST',
    path: '/orders/{id}/cancel',
    styles: everyStyle,
    access: 'user',
    name: 'cancelOrder',
    idempotent: true,
    answers: { 200: results.refundMade },
    problems: ['not-cancellable', 'over-refund', 'balance-limit'],
    async handle(call) {
      return refundAnswer(await operations.cancelOrder(currentUser(call).userId, idOf(call.params), call));
    },
  }),
  route({
    method: 'GET',
    path: '/billing/account',
    styles: everyStyle,
    access: 'user',
    name: 'readAccount',
    answers: { 200: results.account },
    handle: async (call) => ok(await readAccount(currentUser(call).userId, await shopCurrency())),
  }),
  route({
    method: 'GET',
    path: '/billing/entries',
    styles: everyStyle,
    access: 'user',
    name: 'listEntries',
    query: page,
    answers: { 200: results.entries },
    async handle(call) {
      const currency = await shopCurrency();
      const { items, nextCursor } = await readEntries(currentUser(call).userId, currency, call.query);
      return ok({ items: items.map((entry) => ({ ...entry, currency })), nextCursor });
    },
  }),
  route({
    method: 'GET',
    path: '/notifications',
    styles: everyStyle,
    access: 'user',
    name: 'listNotifications',
    query: page.extend({ orderId: id.optional().describe('Only the notifications about this order') }),
    answers: { 200: results.notifications },
    handle: async (call) => ok(await readNotifications(currentUser(call).userId, call.query)),
  }),
  route({
    method: 'GET',
    path: '/messages',
    styles: everyStyle,
    access: 'user',
    name: 'listMessages',
    query: z.object({ correlationId: z.string().meta({ format: 'uuid', description: 'The request' }) }),
    answers: { 200: results.messages },
    problems: ['not-found'],
    async handle(call) {
      const items = await readTrace(call.query.correlationId, currentUser(call));
      return found(items && { items });
    },
  }),
  ...tokenRoutes,
  ...customerRoutes,
  ...importRoutes,
  ...messageRoutes,
  ...dayRoutes,
  ...catalogueRoutes,
  ...moneyRoutes,
  ...ledgerRoutes,
  ...auditRoutes,
  ...orderRoutes,
  ...operatingRoutes,
];

function withoutContact({ contact: _, ...order }: OrderView): Omit<OrderView, 'contact'> {
  return order;
}
