import pg from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';
import { test } from '#scripts/testing/http';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';
import { type Customer, established, meetingRoom } from './client.ts';
import { sessionCookie } from './session.ts';

// This file runs the product for itself, in demo mode.
let app: ServedApp;
beforeAll(async () => {
  app = await serveApp({ SALDO_DEMO: '1' });
});
afterAll(() => app?.stop());

/** The page as a signed-in browser gets it. */
async function outbox(baseUrl: string, customer: Customer) {
  const headers = { cookie: await sessionCookie(baseUrl, customer) };
  const response = await fetch(`${baseUrl}/outbox`, { headers });
  return { status: response.status, html: await response.text() };
}

test('demo mode shows the mail of an order as text, and as HTML in a frame where no script can run', async () => {
  const zoe = await established(app.url, 'event-collaboration');
  const [notification] = await zoe.notifications(1);
  const { status, html } = await outbox(app.url, zoe);
  expect(status).toBe(200);
  expect(html).toContain(`>${notification?.subject}<`);
  expect(html).toContain(`>${notification?.text}<`);
  const frame = html.match(/<iframe [^>]*>/g)?.find((one) => one.includes(notification?.orderId ?? ''));
  expect(frame).toMatch(/ sandbox="allow-popups allow-popups-to-escape-sandbox" .* srcdoc="&lt;!doctype html&gt;/i);
});

test('no mail appears for an event that the customer does not want by e-mail', async () => {
  const zoe = await established(app.url, 'command-reply');
  const database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
  await database.query(
    `INSERT INTO notification.preferences (user_id, event, by_email, in_app)
     SELECT user_id, 'order-paid', false, true FROM notification.notifications WHERE id = $1`,
    [(await zoe.notifications(1))[0]?.notificationId],
  );
  await database.end();
  await zoe.order(meetingRoom);
  const [unwanted, wanted] = await zoe.notifications(2);
  const { html } = await outbox(app.url, zoe);
  expect(html).toContain(String(wanted?.orderId));
  expect(html).not.toContain(String(unwanted?.orderId));
});

test('outside demo mode there is no outbox', async ({ baseUrl }) => {
  const zoe = await established(baseUrl, 'event-collaboration');
  expect((await outbox(baseUrl, zoe)).status).toBe(404);
  expect((await fetch(`${baseUrl}/outbox`)).status).toBe(404);
});
