import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Style } from '#lib/messages/define';

/** The members of answers that tests read. Which of them an answer has depends on the request. */
interface Body {
  orderId: string;
  userId: string;
  status: string | number;
  balance: number;
  token: string;
  items: Record<string, unknown>[];
  nextCursor: string | null;
  [member: string]: unknown;
}

/** An answer of the API; `body` is null if there was none. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Message {
  /** Sent as JSON; text, bytes and streams are sent as they are. */
  body?: unknown;
  /** The Idempotency-Key. */
  key?: string | undefined;
  /** A bearer token. */
  token?: string | null;
  /** Added to the headers that follow from the above, or replacing them. */
  headers?: Record<string, string>;
}

/** Sends one request and reads the whole answer. */
export async function send(url: string, method: string, { body, key, token, headers }: Message = {}): Promise<Answer> {
  const asItIs = typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
  const request: RequestInit & { duplex?: 'half' } = {
    method,
    redirect: 'manual',
    duplex: 'half', // a stream is sent before the answer is read
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
  };
  if (body !== undefined) request.body = asItIs ? (body as BodyInit) : JSON.stringify(body);
  const response = await fetch(url, request);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** The paths of each style for registering and ordering. */
export const paths: Record<Style, { register: string; order: string }> = {
  'command-reply': { register: 'billing/register', order: 'order/create' },
  'event-notification': { register: 'register', order: 'order' },
  'event-collaboration': { register: 'user/register', order: 'order/create' },
};

export const meetingRoom = [{ productId: 'meeting-room', quantity: 1 }];
export const eventSpace = [{ productId: 'event-space', quantity: 1 }];

export const password = 'correct horse battery';

/** The body of a registration, with an e-mail address that nobody else has. */
export const newPerson = () => ({ email: `zoe.${randomUUID()}@example.com`, password, name: 'Zoë Åström' });

/** A customer who uses the API of one style. Paths are relative to the base path of that style. */
export interface Customer {
  userId: string;
  email: string;
  token: string;
  style: Style;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, key?: string): Promise<Answer>;
  deposit(amount: number, key?: string): Promise<Answer>;
  withdraw(amount: number, key?: string): Promise<Answer>;
  order(items: object[], key?: string): Promise<Answer>;
  balance(): Promise<number>;
  /** The order, once it is paid or refused. */
  final(orderId: string): Promise<Answer['body']>;
  /** All notifications, once there are `count`. */
  notifications(count: number): Promise<Answer['body'][]>;
  /** The same customer, using the API of another style. */
  at(style: Style): Customer;
}

/** A customer who has just registered, with a token. */
export async function registered(baseUrl: string, style: Style): Promise<Customer> {
  const person = newPerson();
  const { status, body } = await register(baseUrl, style, person);
  if (status !== 201) throw new Error(`registering answered ${status}: ${JSON.stringify(body)}`);
  return signedIn(baseUrl, style, person);
}

/** A customer with a paid order, its notification, and money left. */
export async function established(baseUrl: string, style: Style): Promise<Customer> {
  const zoe = await registered(baseUrl, style);
  await zoe.deposit(10_000);
  const { body } = await zoe.order(meetingRoom);
  await zoe.final(body.orderId);
  await zoe.notifications(1);
  return zoe;
}

/** Registers a person, and returns the answer. */
export const register = (baseUrl: string, style: Style, person: object, key?: string): Promise<Answer> =>
  send(`${baseUrl}/api/${style}/${paths[style].register}`, 'POST', { body: person, key });

/** Signs in a registered person. */
export async function signedIn(baseUrl: string, style: Style, person: { email: string }): Promise<Customer> {
  const { email } = person;
  const { status, body } = await send(`${baseUrl}/api/tokens`, 'POST', { body: { email, password } });
  if (status !== 201) throw new Error(`POST /api/tokens answered ${status}: ${JSON.stringify(body)}`);
  return customerOf(baseUrl, style, { userId: body.userId, email, token: body.token });
}

/** A person with a token, as a customer of one style at one address. */
export function customerOf(
  baseUrl: string,
  style: Style,
  { userId, email, token }: Pick<Customer, 'userId' | 'email' | 'token'>,
): Customer {
  const person = { userId, email, token };
  const get = (path: string) => send(`${baseUrl}/api/${style}/${path}`, 'GET', { token });
  const post = (path: string, body: unknown, key?: string) =>
    send(`${baseUrl}/api/${style}/${path}`, 'POST', { body, key, token });
  return {
    ...person,
    style,
    get,
    post,
    deposit: (amount, key) => post('billing/transfer', { amount }, key),
    withdraw: (amount, key) => post('billing/withdraw', { amount }, key),
    order: (items, key) => post(paths[style].order, { items }, key),
    balance: async () => (await get('billing/account')).body.balance,
    async final(orderId) {
      const isFinal = ({ status, body }: Answer) => status === 200 && body.status !== 'pending';
      return (await eventually(() => get(`orders/${orderId}`), isFinal)).body;
    },
    async notifications(count) {
      const { body } = await eventually(
        () => get('notifications'),
        ({ body }) => body.items.length >= count,
      );
      return body.items as Body[];
    },
    at: (other) => customerOf(baseUrl, other, person),
  };
}

const DEADLINE_MS = 10_000;

/**
 * Polls until a reading is as wanted. After the deadline it returns the last reading, so that the assertion shows it.
 */
export async function eventually<Reading>(
  read: () => Promise<Reading>,
  isWanted: (reading: Reading) => boolean,
  deadlineMs = DEADLINE_MS,
): Promise<Reading> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const reading = await read();
    if (isWanted(reading) || Date.now() > deadline) return reading;
    await pause(20);
  }
}
