import createClient from 'openapi-fetch';
import { expect } from 'vitest';
import { type Style, styles } from '#lib/messages/define';
import { test } from '#scripts/testing/http';
import type { components, paths } from './api.generated.ts';
import { eventually, newPerson } from './client.ts';

// The types are generated from the OpenAPI document, and this file is compiled against them: what does not fit the document does not compile.

type Api = ReturnType<typeof createClient<paths>>;
type Schemas = components['schemas'];

/** The path of a customer in each style, in calls of the generated client. */
const walks = {
  'command-reply': (api: Api) => ({
    register: (body: Schemas['Registration']) => api.POST('/api/command-reply/billing/register', { body }),
    transfer: (body: Schemas['TransferRequest']) => api.POST('/api/command-reply/billing/transfer', { body }),
    order: (body: Schemas['OrderRequest']) => api.POST('/api/command-reply/order/create', { body }),
    readOrder: (id: string) => api.GET('/api/command-reply/orders/{id}', { params: { path: { id } } }),
    orders: (limit: number) => api.GET('/api/command-reply/orders', { params: { query: { limit } } }),
    entries: (limit: number) => api.GET('/api/command-reply/billing/entries', { params: { query: { limit } } }),
    notifications: (limit: number, orderId: string) =>
      api.GET('/api/command-reply/notifications', { params: { query: { limit, orderId } } }),
    messages: (correlationId: string) =>
      api.GET('/api/command-reply/messages', { params: { query: { correlationId } } }),
  }),
  'event-notification': (api: Api) => ({
    register: (body: Schemas['Registration']) => api.POST('/api/event-notification/register', { body }),
    transfer: (body: Schemas['TransferRequest']) => api.POST('/api/event-notification/billing/transfer', { body }),
    order: (body: Schemas['OrderRequest']) => api.POST('/api/event-notification/order', { body }),
    readOrder: (id: string) => api.GET('/api/event-notification/orders/{id}', { params: { path: { id } } }),
    orders: (limit: number) => api.GET('/api/event-notification/orders', { params: { query: { limit } } }),
    entries: (limit: number) => api.GET('/api/event-notification/billing/entries', { params: { query: { limit } } }),
    notifications: (limit: number, orderId: string) =>
      api.GET('/api/event-notification/notifications', { params: { query: { limit, orderId } } }),
    messages: (correlationId: string) =>
      api.GET('/api/event-notification/messages', { params: { query: { correlationId } } }),
  }),
  'event-collaboration': (api: Api) => ({
    register: (body: Schemas['Registration']) => api.POST('/api/event-collaboration/user/register', { body }),
    transfer: (body: Schemas['TransferRequest']) => api.POST('/api/event-collaboration/billing/transfer', { body }),
    order: (body: Schemas['OrderRequest']) => api.POST('/api/event-collaboration/order/create', { body }),
    readOrder: (id: string) => api.GET('/api/event-collaboration/orders/{id}', { params: { path: { id } } }),
    orders: (limit: number) => api.GET('/api/event-collaboration/orders', { params: { query: { limit } } }),
    entries: (limit: number) => api.GET('/api/event-collaboration/billing/entries', { params: { query: { limit } } }),
    notifications: (limit: number, orderId: string) =>
      api.GET('/api/event-collaboration/notifications', { params: { query: { limit, orderId } } }),
    messages: (correlationId: string) =>
      api.GET('/api/event-collaboration/messages', { params: { query: { correlationId } } }),
  }),
} satisfies Record<Style, unknown>;

/** The good answer of a call. */
async function good<Data>(call: Promise<{ data?: Data; error?: unknown; response: Response }>) {
  const { data, error, response } = await call;
  if (data === undefined) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(error)}`);
  return { data, headers: response.headers };
}

test.for(styles)(
  'a generated client walks from registering to the messages of an order in %s',
  async (style, { baseUrl }) => {
    const person = newPerson();
    await good(walks[style](createClient<paths>({ baseUrl })).register({ ...person, locale: 'en' }));
    const { email, password } = person;
    const { data: token } = await good(
      createClient<paths>({ baseUrl }).POST('/api/tokens', { body: { email, password } }),
    );
    const headers = { authorization: `Bearer ${token.token}` };
    const customer = walks[style](createClient<paths>({ baseUrl, headers }));

    const { data: transfer } = await good(customer.transfer({ amount: 10_000 }));
    expect(transfer.balance).toBe(10_000);
    const request = { items: [{ productId: 'meeting-room', quantity: 1 }] };
    const { data: accepted, headers: answered } = await good<Schemas['AcceptedOrder']>(customer.order(request));

    const read = async () => (await good(customer.readOrder(accepted.orderId))).data;
    const order = await eventually(read, ({ status }) => status !== 'pending');
    expect(order).toMatchObject({ status: 'paid', total: 5_000, userId: token.userId });
    const { data: orders } = await good(customer.orders(10));
    expect(orders).toEqual({ items: [order], nextCursor: null });
    const { data: entries } = await good(customer.entries(10));
    expect(entries.items.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['payment', -5_000],
      ['deposit', 10_000],
    ]);

    const inbox = () => good(customer.notifications(10, order.orderId));
    const { data: notifications } = await eventually(inbox, ({ data }) => data.items.length > 0);
    expect(notifications.items.map(({ kind, address }) => [kind, address])).toEqual([['order-paid', email]]);
    const correlationId = answered.get('x-correlation-id') ?? '';
    expect(correlationId).toBe(order.correlationId);
    const { data: messages } = await good(customer.messages(correlationId));
    expect(messages.items[0]).toMatchObject({ producer: 'gateway', causationId: null });
  },
);

test('a generated client tells the problems of an answer apart by their type', async ({ baseUrl }) => {
  const api = createClient<paths>({ baseUrl });
  const { error } = await api.POST('/api/command-reply/billing/register', {
    body: { email: 'zoe@example.com', password: 'short', name: 'Zoë' },
  });
  // Of all problems of this operation only one has errors, and the compiler knows which.
  if (error?.type !== '/problems/invalid-fields') throw new Error(`answered ${JSON.stringify(error)}`);
  expect(error.errors.map(({ pointer }) => pointer)).toEqual(['/password']);
});

test('what the document does not allow does not compile', () => {
  // Never called: only the compiler reads these lines.
  const refused = (api: Api) => [
    // @ts-expect-error: a limit is a number
    api.GET('/api/command-reply/orders', { params: { query: { limit: '10' } } }),
    // @ts-expect-error: there is no such member
    api.POST('/api/command-reply/billing/transfer', { body: { amount: 1, currency: 'EUR' } }),
    // @ts-expect-error: the request must be named
    api.GET('/api/command-reply/messages', { params: { query: {} } }),
  ];
  expect(refused).toHaveLength(1);
});
