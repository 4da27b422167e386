import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Style } from '#lib/messages/define';

export interface Customer {
  userId: string;
  token: string;
}

/** The last word about a request, and how often the client had to ask. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
  isReplay: boolean;
  attempts: number;
}

const PATIENCE_MS = 60_000;
const final = new Set([200, 201, 402]);

/**
 * A client that wants an answer: it repeats its request, under the same key, while the connection breaks or the shop has no answer
 * yet.
 */
async function insist(url: string, body: object, key: string, token?: string): Promise<Answer> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (let attempts = 1; ; attempts++) {
    const answer = await attempt(url, body, key, token);
    if (typeof answer !== 'string' && final.has(answer.status)) return { ...answer, attempts };
    if (Date.now() > giveUpAt || (typeof answer !== 'string' && answer.status !== 409 && answer.status < 500))
      throw new Error(`${key}: ${JSON.stringify(answer)} after ${attempts} attempts`);
    await pause(100);
  }
}

/** One request; the fault, where the connection broke. */
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

/** Somebody new with money in the wallet. */
export async function givenCustomer(baseUrl: string, balance: number): Promise<Customer> {
  const person = { email: `${randomUUID()}@example.com`, password: 'correct horse battery', name: 'Ann' };
  const api = `${baseUrl}/api/event-collaboration`;
  const { body: user } = await insist(`${api}/user/register`, person, randomUUID());
  const { body: session } = await insist(`${baseUrl}/api/tokens`, person, randomUUID());
  const token = session.token as string;
  await insist(`${api}/billing/transfer`, { amount: balance }, randomUUID(), token);
  return { userId: user.userId as string, token };
}

const orderPath: Record<Style, string> = {
  'command-reply': 'order/create',
  'event-notification': 'order',
  'event-collaboration': 'order/create',
};

/** Orders a pot of tea, which costs 250, until the shop has answered. */
export const order = (baseUrl: string, style: Style, { token }: Customer, key: string): Promise<Answer> =>
  insist(`${baseUrl}/api/${style}/${orderPath[style]}`, { items: [{ productId: 'tea', quantity: 1 }] }, key, token);
