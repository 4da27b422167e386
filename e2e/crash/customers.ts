import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Style } from '#lib/messages/define';
import { flowOf } from '#lib/messages/flows';

export interface Customer {
  userId: string;
  token: string;
}

/** The final answer to a request, and how many attempts it took. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
  isReplay: boolean;
  attempts: number;
}

const PATIENCE_MS = 60_000;

/**
 * Repeats a POST under the same key until it has a final answer: while connections break, and while the shop has no
 * answer yet.
 */
export async function insist(url: string, body: object, key: string, token?: string): Promise<Answer> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (let attempts = 1; ; attempts++) {
    const answer = await attempt(url, body, key, token);
    if (typeof answer !== 'string' && answer.status < 500 && answer.body.type !== '/problems/request-in-flight')
      return { ...answer, attempts };
    if (Date.now() > giveUpAt) throw new Error(`${key}: ${JSON.stringify(answer)} after ${attempts} attempts`);
    await pause(100);
  }
}

/** Sends one request; resolves to the error as text if the connection broke. */
async function attempt(
  url: string,
  body: object,
  key: string,
  token?: string,
): Promise<Omit<Answer, 'attempts'> | string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(token && { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(15_000),
    });
    return {
      status: response.status,
      body: (await response.json()) as Answer['body'],
      isReplay: response.headers.get('idempotency-replayed') === 'true',
    };
  } catch (error) {
    return String(error);
  }
}

/** Registers a person, and retries until the shop has answered. */
export const register = (baseUrl: string, style: Style, person: object, key: string): Promise<Answer> =>
  insist(`${baseUrl}/api/${style}/${flowOf(style, 'register').request.replace('POST /', '')}`, person, key);

/** Registers a customer and deposits `balance`. */
export async function givenCustomer(baseUrl: string, balance: number): Promise<Customer> {
  const person = { email: `${randomUUID()}@example.com`, password: 'correct horse battery', name: 'Ann' };
  const api = `${baseUrl}/api/event-collaboration`;
  const { body: user } = await register(baseUrl, 'event-collaboration', person, randomUUID());
  const { body: session } = await insist(`${baseUrl}/api/tokens`, person, randomUUID());
  const token = session.token as string;
  await insist(`${api}/billing/transfer`, { amount: balance }, randomUUID(), token);
  return { userId: user.userId as string, token };
}

/** Where a style takes orders, below its base path. */
export const orderPath = (style: Style): string => flowOf(style, 'order').request.replace('POST /', '');

/** Orders a pot of tea, which costs 250, and retries until the shop has answered. */
export const order = (baseUrl: string, style: Style, { token }: Customer, key: string): Promise<Answer> =>
  insist(`${baseUrl}/api/${style}/${orderPath(style)}`, { items: [{ productId: 'tea', quantity: 1 }] }, key, token);
