import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { countAttempt, subjects } from '#lib/accounts/rate-limits';
import { env } from '#lib/env';
import { placeOrder, register, topUp } from '#lib/gateway/actions';
import { type Style, styles } from '#lib/messages/define';
import { readProducts } from '#lib/order/read';
import { LAB_DOMAIN, readLabRun } from './read.ts';

/** Anybody may run the lab, so the whole deployment allows this many runs a minute. */
const RUNS_PER_MINUTE = 30;
const SETTLE_MS = 4_000;
const POLL_MS = 25;

/** The product that the lab orders, a coffee if there is one; undefined while nothing is available. */
export async function labProduct() {
  const available = (await readProducts()).filter((product) => product.available);
  return available.find(({ art }) => art === 'cup') ?? available[0];
}

/** Whether the order of a run can be paid: only where the account of the run can be given money. */
export const labCanPay = (): boolean => env().TOP_UP.includes('sandbox');

/**
 * Runs the same order in every style, one after the other, on a demo account made for it, through the operations that every customer uses.
 * `key` names the run: with the same key it is the same run. Where a step fails, its outcome is that of the run.
 */
export async function runLab(outcome: 'paid' | 'refused', key: string) {
  const secret = (name: string) => createHmac('sha256', env().AUTH_SECRET).update(`lab ${name} ${key}`).digest('hex');
  const product = await labProduct();
  if (!product) return { kind: 'nothing-available' } as const;
  const busy = await countAttempt(subjects.lab(), RUNS_PER_MINUTE, 1);
  if (busy) return busy;

  const email = `${secret('account').slice(0, 32)}${LAB_DOMAIN}`;
  const account = { email, password: secret('password'), name: 'Styles lab' };
  const { outcome: registered } = await register(account, secret('register'));
  if (registered.kind !== 'registered') return registered;
  const { userId } = registered;
  const user = { userId, role: 'customer' } as const;
  if (outcome === 'paid') {
    const { outcome: paidIn } = await topUp(user, { amount: product.price * styles.length }, secret('top-up'));
    if (paidIn.kind !== 'transferred') return paidIn;
  }
  const items = [{ productId: product.productId, quantity: 1 }];
  for (const style of styles) {
    const { outcome: ordered } = await placeOrder(user, { items }, secret(style), style);
    if (!('orderId' in ordered)) return ordered;
    await settled(userId, style); // so that it does not disturb the next
  }
  return { kind: 'ran', runId: userId } as const;
}

/** Waits until everything that follows from an order was recorded, but not for long: the page shows what there is. */
async function settled(runId: string, style: Style): Promise<void> {
  for (const deadline = Date.now() + SETTLE_MS; Date.now() < deadline; await delay(POLL_MS)) {
    const order = (await readLabRun(runId))?.find((one) => one.style === style);
    if (order?.isComplete && order.status !== 'pending') return;
  }
}
