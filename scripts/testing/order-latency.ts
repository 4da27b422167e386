import { randomUUID } from 'node:crypto';

const ORDERS = 300;

/**
 * How long one client waits for a command-reply order, in milliseconds: from the request to its 201 after the payment.
 */
export async function orderLatency(url: string): Promise<{ p50: number; p99: number }> {
  const [email, password] = [`${randomUUID()}@saldo.example`, randomUUID()];
  const headers = { 'Content-Type': 'application/json' };
  const post = async (path: string, body: object, more: object = {}) => {
    const answer = await fetch(`${url}/api/${path}`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  await post('command-reply/billing/register', { email, password, name: 'Customer' });
  const { token } = await post('tokens', { email, password });
  const authorization = { Authorization: `Bearer ${token}` };
  await post('command-reply/billing/transfer', { amount: 1_000_000 }, authorization);

  const waits: number[] = [];
  for (let order = 0; order < ORDERS; order++) {
    const begun = performance.now();
    await post('command-reply/order/create', { items: [{ productId: 'flat-white', quantity: 1 }] }, authorization);
    waits.push(performance.now() - begun);
  }
  waits.sort((a, b) => a - b);
  const percentile = (share: number) => waits[Math.floor(waits.length * share)] ?? 0;
  return { p50: percentile(0.5), p99: percentile(0.99) };
}
