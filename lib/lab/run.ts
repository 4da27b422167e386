import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { query } from '#lib/db/pool';
import { env } from '#lib/env';
import { placeOrder, register, topUp } from '#lib/gateway/actions';
import { type Answer, isSuccess } from '#lib/http/answer';
import { problem } from '#lib/http/problem';
import { firstIdAt } from '#lib/ids';
import { type Style, styles } from '#lib/messages/define';
import { readProducts } from '#lib/order/read';
import { LAB_DOMAIN, readLabRun } from './read.ts';

/** Anybody may run the lab: this many runs a minute, in the whole deployment, keep it from being a burden. */
const RUNS_PER_MINUTE = 30;
const SETTLE_MS = 4_000;
const LOOK_AGAIN_MS = 25;

/** The product that the lab orders, a coffee if there is one; undefined while nothing is available. */
export async function labProduct() {
  const available = (await readProducts()).filter((product) => product.available);
  return available.find(({ art }) => art === 'cup') ?? available[0];
}

/**
 * Runs the same order in every style, one after the other, on a demo account made for it, through the operations that every customer uses.
 * `key` names the run: with the same key it is the same run. Answers 201 with `runId`, or with the first problem.
 */
export async function runLab(outcome: 'paid' | 'refused', key: string): Promise<Answer> {
  const secret = (name: string) => createHmac('sha256', env().AUTH_SECRET).update(`lab ${name} ${key}`).digest('hex');
  const product = await labProduct();
  if (!product) return problem('order-rejected', 'Nothing in the catalogue is available.');
  if (await isBusy()) return problem('too-many-attempts', 'The lab is busy. Try again in a minute.');

  const email = `${secret('account').slice(0, 32)}${LAB_DOMAIN}`;
  const registered = await register({ email, password: secret('password'), name: 'Styles lab' }, secret('register'));
  if (!isSuccess(registered)) return registered;
  const runId = registered.body?.userId as string;
  const account = { userId: runId, role: 'customer' } as const;
  if (outcome === 'paid') {
    const paidIn = await topUp(account, { amount: product.price * styles.length }, secret('top-up'));
    if (!isSuccess(paidIn)) return paidIn;
  }
  const items = [{ productId: product.productId, quantity: 1 }];
  for (const style of styles) {
    const answer = await placeOrder(account, { items }, secret(style), style);
    if (!isSuccess(answer) && answer.body?.orderId === undefined) return answer; // a refused order is one too
    await settled(runId, style); // so that it does not disturb the next
  }
  return { status: 201, body: { runId } };
}

async function isBusy(): Promise<boolean> {
  const [row] = await query<{ runs: number }>(
    'SELECT count(*) AS runs FROM gateway.requests WHERE correlation_id >= $1 AND key_scope LIKE $2',
    [firstIdAt(Date.now() - 60_000), `email:%${LAB_DOMAIN}`],
  );
  return (row?.runs ?? 0) >= RUNS_PER_MINUTE;
}

/** Waits until everything that follows from an order was recorded, but not for long: the page shows what there is. */
async function settled(runId: string, style: Style): Promise<void> {
  for (const deadline = Date.now() + SETTLE_MS; Date.now() < deadline; await delay(LOOK_AGAIN_MS)) {
    const order = (await readLabRun(runId))?.find((one) => one.style === style);
    if (order?.isComplete && order.status !== 'pending') return;
  }
}
