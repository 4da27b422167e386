import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import pg from 'pg';
import { register, stranger } from '../customer.ts';
import { registerStaff } from '../staff.ts';
import { linkMailedTo } from './mails.ts';
import { expect } from './test.ts';

/**
 * Who visits a page: a signed-out guest, a new customer, a regular with some history, one with extreme names and amounts, and an owner of
 * the shop.
 */
export type Visitor = 'guest' | 'newcomer' | 'regular' | 'extreme' | 'owner';

/** The people who visit the pages, and the data they created. */
export interface Visitors {
  sessions: Record<Visitor, Awaited<ReturnType<BrowserContext['storageState']>>>;
  /** The ids of the regular's orders. */
  orders: Record<'paid' | 'refused' | 'waiting', string>;
  /** The links in mails to the regular. */
  links: Record<'verify' | 'reset', string>;
  /** The address of a lab run. */
  labRun: string;
}

/** Registers the people and creates the data that the pages need. */
export async function createVisitors(browser: Browser, baseURL: string): Promise<Visitors> {
  const visit = async <Result>(act: (page: Page) => Promise<Result>) => {
    const context = await browser.newContext({ baseURL, locale: 'en-GB' });
    const result = await act(await context.newPage());
    const session = await context.storageState();
    await context.close();
    return { session, result };
  };
  const newcomer = await visit((page) => register(page));
  const regular = await visit(async (page) => {
    const { email } = await register(page);
    const history = await createHistory(page);
    await page.goto('/forgot-password');
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    const reset = await linkMailedTo(email, 'reset-password');
    return { ...history, links: { reset, verify: await linkMailedTo(email, 'verify-email') } };
  });
  const extreme = await visit(async (page) => {
    const name = 'Maximiliane-Alexandrine Wolfeschlegelsteinhausenbergerdorff';
    await register(page, { ...stranger(), name, email: `${name.slice(0, 20)}-${randomUUID()}@example.com` });
    await post(page, 'billing/transfer', { amount: 223_456_789 });
    const items = ['event-space', 'meeting-room'].map((productId) => ({ productId, quantity: 987 }));
    await post(page, 'order/create', { items });
  });
  const owner = await visit((page) => registerStaff(page, 'owner'));
  return {
    sessions: {
      guest: { cookies: [], origins: [] },
      newcomer: newcomer.session,
      regular: regular.session,
      extreme: extreme.session,
      owner: owner.session,
    },
    ...regular.result,
  };
}

/** Creates movements, orders of every status, notifications and a lab run. */
async function createHistory(page: Page): Promise<Pick<Visitors, 'orders' | 'labRun'>> {
  await post(page, 'billing/transfer', { amount: 5_000 });
  await page.goto('/inbox/preferences');
  await page.getByLabel('Notify me when my balance falls below').fill('30');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await post(page, 'order/create', { items: [{ productId: 'lunch', quantity: 2 }] });
  await post(page, 'billing/withdraw', { amount: 350 });
  const refused = await post(page, 'order/create', { items: [{ productId: 'event-space', quantity: 3 }] });
  const items = [
    { productId: 'flat-white', quantity: 2 },
    { productId: 'croissant', quantity: 1 },
  ];
  const paid = await post(page, 'order', { items }, 'event-notification');
  await page.goto(`/orders/${paid}`);
  await expect(page.getByText(/^Paid \d\d:\d\d$/)).toBeVisible();
  const waiting = await leaveWaiting(paid);
  await page.goto('/styles');
  await page.getByRole('button', { name: 'Order a coffee in all three' }).click();
  await expect(page.getByText('Paid', { exact: true })).toHaveCount(3);
  return { orders: { paid, refused, waiting }, labRun: page.url() };
}

/** Calls the API with the session of the signed-in customer. Returns the order id of the response, if any. */
async function post(page: Page, path: string, data: object, style = 'command-reply'): Promise<string> {
  const answer = await page.request.post(`/api/${style}/${path}`, {
    data,
    headers: { origin: new URL(page.url()).origin, 'idempotency-key': randomUUID() },
  });
  return String((await answer.json()).orderId);
}

/** Copies an order as unpaid: real ones do not wait long enough to be seen. Returns the id of the copy. */
async function leaveWaiting(orderId: string): Promise<string> {
  const id = randomUUID();
  await asDatabase(
    `INSERT INTO "order".orders (id, user_id, total, currency, items, contact, correlation_id)
     SELECT $2, user_id, total, currency, items, contact, $2 FROM "order".orders WHERE id = $1`,
    [orderId, id],
  );
  return id;
}

/** Deletes the waiting order, which nobody would ever pay and the check of the books would report. */
export const removeVisitors = ({ orders }: Visitors): Promise<void> =>
  asDatabase('DELETE FROM "order".orders WHERE id = $1', [orders.waiting]);

async function asDatabase(sql: string, values: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.SALDO_E2E_DATABASE_URL });
  await client.connect();
  await client.query(sql, values).finally(() => client.end());
}
