import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { styles } from '#lib/messages/define';
import { flowOf } from '#lib/messages/flows';

const BETWEEN_ORDERS_MS = 20;
const BETWEEN_ATTEMPTS_MS = 50;

/** Customers who order again and again, each order under a key of its own until it is answered. */
export interface Load {
  /** The ids of all acknowledged orders. */
  readonly acknowledged: string[];
  /** Answers that no client should get: neither a result nor 503 or 409, and connections that broke. */
  readonly surprises: string[];
  /** Answers with 503. */
  readonly refusals: number;
  /** Resolves when this many orders are acknowledged from now on. */
  next(count: number): Promise<void>;
  /** Resolves when every order that was begun is acknowledged. */
  end(): Promise<void>;
}

/** Registers `customers`, spread over the styles, and lets each order until `end`. */
export async function startLoad(baseUrl: string, customers: number): Promise<Load> {
  const acknowledged: string[] = [];
  const surprises: string[] = [];
  const waiting = new Set<() => void>();
  let refusals = 0;
  let isOver = false;

  async function order(index: number, token: string): Promise<void> {
    const style = styles[index % styles.length] as (typeof styles)[number];
    const path = `${style}/${flowOf(style, 'order').request.replace('POST /', '')}`;
    while (!isOver) {
      const key = randomUUID();
      for (;;) {
        const { status, body } = await post(
          baseUrl,
          path,
          { items: [{ productId: 'tea', quantity: 1 }] },
          { token, key },
        );
        if (status === 201) {
          acknowledged.push(body.orderId as string);
          for (const look of waiting) look();
          break;
        }
        if (status === 503) refusals++;
        else if (status !== 409) surprises.push(`${path} answered ${status}: ${JSON.stringify(body)}`);
        await pause(BETWEEN_ATTEMPTS_MS);
      }
      await pause(BETWEEN_ORDERS_MS);
    }
  }

  const tokens = await Promise.all(Array.from({ length: customers }, () => customer(baseUrl)));
  const clients = Promise.all(tokens.map((token, index) => order(index, token)));
  return {
    acknowledged,
    surprises,
    get refusals() {
      return refusals;
    },
    next(count) {
      let open = count;
      return new Promise((resolve) => {
        const look = () => {
          if (--open > 0) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
      });
    },
    async end() {
      isOver = true;
      await clients;
    },
  };
}

/** A customer with enough money for thousands of pots of tea; returns the token. */
async function customer(baseUrl: string): Promise<string> {
  const person = { email: `${randomUUID()}@example.com`, password: 'correct horse battery', name: 'Ann' };
  await done(post(baseUrl, 'command-reply/billing/register', person));
  const { token } = await done(post(baseUrl, 'tokens', person));
  await done(post(baseUrl, 'command-reply/billing/transfer', { amount: 1_000_000 }, { token: token as string }));
  return token as string;
}

interface Answer {
  /** 0 if the connection broke. */
  status: number;
  body: Record<string, unknown>;
}

async function done(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answer;
  if (status >= 300 || status === 0) throw new Error(`a customer is answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

async function post(
  baseUrl: string,
  path: string,
  body: object,
  { token, key = randomUUID() }: { token?: string; key?: string } = {},
): Promise<Answer> {
  try {
    const response = await fetch(`${baseUrl}/api/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  } catch (error) {
    return { status: 0, body: { error: String((error as Error).cause ?? error) } };
  }
}
