import { describe, expect } from 'vitest';
import { styles } from '#lib/messages/define';
import { test } from '#scripts/testing/http';
import { type Customer, meetingRoom, registered } from './client.ts';
import { expectProblem } from './expectations.ts';

const lists = ['orders', 'billing/entries', 'notifications'];

describe.for(styles)('the lists in %s', (style) => {
  let zoe: Customer;

  test.beforeAll(async ({ baseUrl }) => {
    zoe = await registered(baseUrl, style);
    for (let count = 1; count <= 5; count++) {
      await zoe.deposit(5_000);
      const { body } = await zoe.order(meetingRoom);
      await zoe.final(body.orderId);
      await zoe.notifications(count);
    }
  });

  test.for(lists)('%s returns every item once, newest first, page by page', async (list) => {
    const { items, nextCursor } = (await zoe.get(list)).body;
    expect(items).toHaveLength(list === 'billing/entries' ? 10 : 5);
    expect(nextCursor).toBeNull();
    const times = items.map(({ createdAt }) => createdAt as string);
    expect(times).toEqual(times.toSorted().reverse());

    for (const limit of [1, 2, 5, 100]) expect(await walk(list, limit)).toEqual(pagesOf(items, limit));
  });

  test.for(lists)('%s accepts a limit from 1 to 100', async (list) => {
    for (const limit of ['0', '101', '-1', '1.5', 'ten', '', '1e1', '%20', '999999999999'])
      expectProblem(await zoe.get(`${list}?limit=${limit}`), 400, 'invalid-query', {
        errors: [{ pointer: '/limit', detail: expect.stringMatching(/\w/) }],
      });
  });

  test.for(lists)('%s accepts its own cursors only', async (list) => {
    const foreign = list === 'billing/entries' ? 'orders' : 'billing/entries';
    const { nextCursor } = (await zoe.get(`${foreign}?limit=1`)).body;
    for (const cursor of ['', 'x', '%00', '%F0%9F%92%A9', "'%20OR%20true", 'A'.repeat(300), nextCursor])
      expectProblem(await zoe.get(`${list}?cursor=${cursor}`), 400, 'invalid-query', {
        errors: [{ pointer: '/cursor', detail: expect.stringMatching(/\w/) }],
      });
  });

  test('notifications can be filtered by order', async ({ baseUrl }) => {
    const [newest] = (await zoe.get('notifications')).body.items;
    const path = `notifications?orderId=${newest?.orderId}`;
    expect((await zoe.get(path)).body).toEqual({ items: [newest], nextCursor: null });

    const stranger = await registered(baseUrl, style);
    expect((await stranger.get(path)).body).toEqual({ items: [], nextCursor: null });
  });

  test('have 50 items a page by default', async ({ baseUrl }) => {
    const saver = await registered(baseUrl, style);
    await Promise.all(Array.from({ length: 51 }, () => saver.deposit(1)));
    const { items, nextCursor } = (await saver.get('billing/entries')).body;
    expect(items).toHaveLength(50);
    expect((await saver.get(`billing/entries?cursor=${nextCursor}`)).body).toMatchObject({
      items: [{ balance: 1 }],
      nextCursor: null,
    });
  });

  /** Follows the cursors of a list to its last page, and returns all pages. */
  async function walk(list: string, limit: number): Promise<object[][]> {
    const pages: object[][] = [];
    for (let cursor = ''; ; ) {
      const { items, nextCursor } = (await zoe.get(`${list}?limit=${limit}${cursor}`)).body;
      pages.push(items);
      if (nextCursor === null) return pages;
      cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
    }
  }
});

/** The expected pages: full ones, then the rest. */
function pagesOf(items: object[], limit: number): object[][] {
  const count = Math.ceil(items.length / limit);
  return Array.from({ length: count }, (_, page) => items.slice(page * limit, (page + 1) * limit));
}
