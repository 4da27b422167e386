import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import pg from 'pg';
import { register, stranger } from '../customer.ts';
import { linkMailedTo } from './mails.ts';
import { expect } from './test.ts';

/** Who looks at a page: nobody who is signed in, somebody new, a customer with a past, and one with much of everything. */
export type Visitor = 'nobody' | 'newcomer' | 'regular' | 'extreme';

/** The people of the pages, and what they left there. */
export interface Cast {
  sessions: Record<Visitor, Awaited<ReturnType<BrowserContext['storageState']>>>;
  /** Ids of the regular's orders. */
  orders: Record<'paid' | 'refused' | 'waiting', string>;
  /** Links in the mails to the regular. */
  links: Record<'verify' | 'reset', string>;
  /** Address of a run in the styles lab. */
  labRun: string;
}

/** Brings everybody on, each as far as the pages need. */
export async function gather(browser: Browser, baseURL: string): Promise<Cast> {
  const enter = async (act: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ baseURL, locale: 'en-GB' });
    await act(await context.newPage());
    const session = await context.storageState();
    await context.close();
    return session;
  };
  const cast = { sessions: { nobody: { cookies: [], origins: [] } }, orders: {}, links: {} } as unknown as Cast;
  cast.sessions.newcomer = await enter(async (page) => void (await register(page)));
  cast.sessions.regular = await enter(async (page) => {
    const { email } = await register(page);
    await pastOf(page, cast);
    await page.goto('/forgot-password');
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    cast.links = {
      reset: await linkMailedTo(email, 'reset-password'),
      verify: await linkMailedTo(email, 'verify-email'),
    };
  });
  cast.sessions.extreme = await enter(async (page) => {
    const name = 'Maximiliane-Alexandrine Wolfeschlegelsteinhausenbergerdorff';
    await register(page, { ...stranger(), name, email: `${name.slice(0, 20)}-${randomUUID()}@example.com` });
    await post(page, 'billing/transfer', { amount: 223_456_789 });
    const items = ['event-space', 'meeting-room'].map((productId) => ({ productId, quantity: 987 }));
    await post(page, 'order/create', { items });
  });
  return cast;
}

/** Money in and out, orders of every kind, and news of them. */
async function pastOf(page: Page, cast: Cast): Promise<void> {
  await post(page, 'billing/transfer', { amount: 5_000 });
  await page.goto('/inbox/preferences');
  await page.getByLabel('Notify me when my balance falls below').fill('30');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await post(page, 'order/create', { items: [{ productId: 'lunch', quantity: 2 }] });
  await post(page, 'billing/withdraw', { amount: 350 });
  cast.orders.refused = await post(page, 'order/create', { items: [{ productId: 'event-space', quantity: 3 }] });
  const items = [
    { productId: 'flat-white', quantity: 2 },
    { productId: 'croissant', quantity: 1 },
  ];
  cast.orders.paid = await post(page, 'order', { items }, 'event-notification');
  await page.goto(`/orders/${cast.orders.paid}`);
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  cast.orders.waiting = await leaveWaiting(cast.orders.paid);
  await page.goto('/styles');
  await page.getByRole('button', { name: 'Order a coffee in all three' }).click();
  await expect(page.getByText('Paid', { exact: true })).toHaveCount(3);
  cast.labRun = page.url();
}

/** Asks the API for something, as the page of the signed-in customer may. Returns the id of the order, if it was one. */
async function post(page: Page, path: string, data: object, style = 'command-reply'): Promise<string> {
  const answer = await page.request.post(`/api/${style}/${path}`, {
    data,
    headers: { origin: new URL(page.url()).origin, 'idempotency-key': randomUUID() },
  });
  return String((await answer.json()).orderId);
}

/** A copy of an order, before its payment: the product itself does not leave one waiting for long enough to be looked at. */
async function leaveWaiting(orderId: string): Promise<string> {
  const id = randomUUID();
  await asDatabase(
    `INSERT INTO "order".orders (id, user_id, total, currency, items, contact, correlation_id)
     SELECT $2, user_id, total, currency, items, contact, $2 FROM "order".orders WHERE id = $1`,
    [orderId, id],
  );
  return id;
}

/** Takes the waiting order away again: nobody would ever pay it, which the books do not allow. */
export const dismiss = ({ orders }: Cast): Promise<void> =>
  asDatabase('DELETE FROM "order".orders WHERE id = $1', [orders.waiting]);

async function asDatabase(sql: string, values: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.SALDO_E2E_DATABASE_URL });
  await client.connect();
  await client.query(sql, values).finally(() => client.end());
}
