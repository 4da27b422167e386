import { expect, vi } from 'vitest';
import { enqueue } from '#lib/broker/publish';
import { deadLetterOf, queueOf } from '#lib/broker/queues';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { styles } from '#lib/messages/define';
import type { Envelope } from '#lib/messages/envelope';
import { givenCustomer, orderRequest, publishNow, test, waitingJobs } from '#scripts/testing/shop';
import { consumers } from './consumers.ts';

vi.mock('#lib/log'); // what fails here is meant to

/** What may be wrong with a message that no schema fits. */
const poisons = {
  'a body without what was agreed': { data: {} },
  'a body of another kind': { data: 'tea, please' },
  'a name that nobody knows': { type: 'PleasePayThis' },
};

const cases = styles.flatMap((style) =>
  Object.keys(poisons).map((poison) => [style, poison as keyof typeof poisons] as const),
);

test.for(cases)(
  '%s: of fifty orders one is held up by %s, and paid once that is put right',
  async ([style, poison]) => {
    const customer = await givenCustomer(50 * 250);
    await publishNow(...Array.from({ length: 50 }, () => orderRequest(style, customer)));
    await drain(consumers.filter(({ queue }) => queue === queueOf(style, 'order')));
    const billing = queueOf(style, 'billing');
    const [good] = await query<{ id: string; data: Envelope }>(
      `SELECT id, data FROM pgboss.job WHERE name = $1 AND state = 'created' LIMIT 1`,
      [billing],
    );
    await query('UPDATE pgboss.job SET data = data || $2 WHERE id = $1', [good?.id, poisons[poison]]);

    await drain(consumers);
    const statuses = () =>
      query('SELECT status, count(*) FROM "order".orders WHERE user_id = $1 GROUP BY status ORDER BY status', [
        customer.userId,
      ]);
    expect(await statuses()).toEqual([
      { status: 'paid', count: 49 },
      { status: 'pending', count: 1 },
    ]);
    expect(await waitingJobs()).toEqual({ [deadLetterOf(billing)]: 1 });
    const [dead] = await query<{ id: string; message: string; error: string }>(
      `SELECT id, data ->> 'id' AS message, source_output ->> 'message' AS error FROM pgboss.job WHERE name = $1`,
      [deadLetterOf(billing)],
    );
    expect(dead?.message).toBe(good?.data.id);
    expect(dead?.error).toMatch(/does not fit its schema|consumes no PleasePayThis/);

    await query('DELETE FROM pgboss.job WHERE id = $1', [dead?.id]);
    await transact((tx) => enqueue(tx, billing, [{ data: good?.data as Envelope }]));
    await drain(consumers);
    expect(await statuses()).toEqual([{ status: 'paid', count: 50 }]);
  },
);
