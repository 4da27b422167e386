import type { IncomingMessage, ServerResponse } from 'node:http';
import { addMembers } from '#lib/accounts/registration';
import { allChecks } from '#lib/audit/audit';
import { transferOf } from '#lib/billing/testing';
import { deposit } from '#lib/billing/transfers';
import type { LoggedMessage } from '#lib/broker/message-log';
import { first, publish } from '#lib/broker/publish';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { dispatch } from '#lib/http/router';
import { routes } from '#lib/http/routes';
import { newId } from '#lib/ids';
import type { BodyOf, Style } from '#lib/messages/define';
import { commandReply, eventCollaboration, eventNotification } from '#lib/messages/index';
import { createUsers, type Person } from '#lib/user/users';
import { seed } from '#scripts/seed/seed';
import { startServer } from '#scripts/testing/http-server';
import { test as base } from '#scripts/testing/integration';
import { type Mailbox, startMailbox } from '#scripts/testing/mailbox';

/**
 * A test with the whole shop in its database, but no running worker: the demo catalogue, the routes of the web app over
 * real HTTP for services that call back, and a mailbox for e-mail. Money must belong to somebody in it.
 */
export const test = base
  .extend('checks', { scope: 'file' }, allChecks)
  .extend('mailbox', { scope: 'file', auto: true }, async ({ database: _ }, { onCleanup }): Promise<Mailbox> => {
    const mailbox = await startMailbox();
    onCleanup(mailbox.stop);
    return mailbox;
  })
  .extend('callBacks', { scope: 'file', auto: true }, async ({ database }, { onCleanup }) => {
    await seed(database.url);
    const { url, stop } = await startServer((request, response) => void answer(request, response));
    process.env.INTERNAL_URL = url;
    onCleanup(stop);
  });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const answered = await dispatch(
    routes,
    new Request(new URL(url, 'http://127.0.0.1'), { method, headers: headers as Record<string, string> }),
  );
  response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
}

/** A new customer whose wallet holds `balance`. */
export async function givenCustomer(balance: number, traits: Partial<Person> = {}): Promise<Person> {
  const userId = newId();
  const person: Person = {
    userId,
    email: `${userId}@example.com`,
    name: 'Ann',
    phone: null,
    address: null,
    locale: 'en',
    ...traits,
  };
  await transact(async (tx) => {
    await createUsers(tx, [person]);
    await addMembers(tx, [userId]);
    if (balance > 0) await deposit(tx, [transferOf(userId, balance)]);
  });
  return person;
}

/** The message of an order of one product: `tea` costs 250, `cake` is not available. */
export function orderRequest(style: Style, customer: Person, productId = 'tea', quantity = 1): LoggedMessage {
  const { userId, email, name, locale } = customer;
  const body = { orderId: newId(), userId, items: [{ productId, quantity }], contact: { email, name, locale } };
  const correlationId = newId();
  if (style === 'command-reply') return first(commandReply, 'CreateOrder', body, correlationId);
  if (style === 'event-notification') return first(eventNotification, 'OrderRequested', body, correlationId);
  return first(eventCollaboration, 'OrderCreateRequested', body, correlationId);
}

/** The message of a registration. */
export function registrationRequest(style: Style, person: Person): LoggedMessage {
  const correlationId = newId();
  if (style === 'command-reply') return first(commandReply, 'RegisterUser', person, correlationId);
  if (style === 'event-notification') return first(eventNotification, 'RegistrationRequested', person, correlationId);
  return first(eventCollaboration, 'UserCreateRequested', person, correlationId);
}

/** The message that moves an order on, or back, from the state it was in after `version` changes. */
export const advanceRequest = (orderId: string, change: Pick<Advance, 'from' | 'to' | 'version'>): LoggedMessage =>
  first(commandReply, 'AdvanceOrder', { orderId, ...change, actorId: newId(), origin: null }, newId());

/** The message that refunds an order: by default all of it, for the office. */
export const refundRequest = (orderId: string, wanted: Partial<Refund> = {}): LoggedMessage =>
  first(
    commandReply,
    'RefundOrder',
    {
      ...{ orderId, refundId: newId(), items: null, reason: 'spilled', actorId: newId(), origin: null },
      ...{ restock: false, cancels: false, by: 'office' as const },
      ...wanted,
    },
    newId(),
  );

type Advance = BodyOf<typeof commandReply, 'AdvanceOrder'>;
type Refund = BodyOf<typeof commandReply, 'RefundOrder'>;

/** Publishes messages in one transaction, as the gateway does. */
export const publishNow = (...messages: LoggedMessage[]): Promise<void> => transact((tx) => publish(tx, messages));

/** The number of jobs that wait, are claimed or will be retried, by queue. Dead letters are in queues of their own. */
export async function waitingJobs(): Promise<Record<string, number>> {
  const rows = await query<{ name: string; count: number }>(
    `SELECT name, count(*) FROM pgboss.job WHERE state < 'completed' GROUP BY name ORDER BY name`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
