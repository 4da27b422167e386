import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type APIRequestContext, type Page, type Request, request } from '@playwright/test';
import pg from 'pg';

/**
 * How the next form that a page sends fails: the server is not reached, its answer is lost after it did what was asked, it has a fault, or
 * it is a newer build.
 */
export type Fault = 'no connection' | 'lost answer' | 'status 500' | 'newer build';

/** What a server says that does not know an action. */
const unknownAction = { status: 404, headers: { 'x-nextjs-action-not-found': '1' } };

/** Lets the next form of a page fail, and nothing after it. */
export async function failNextForm(page: Page, fault: Fault): Promise<void> {
  let isOver = false;
  await page.route('**', async (route) => {
    const sent = route.request();
    if (isOver || !isForm(sent)) return route.fallback();
    isOver = true;
    if (fault === 'status 500') return route.fulfill({ status: 500, contentType: 'text/html', body: 'Fault' });
    if (fault === 'newer build') return route.fulfill(unknownAction);
    if (fault === 'lost answer') {
      // Sent by itself: the browser must not get the cookies of an answer that it never saw.
      const elsewhere: APIRequestContext = await request.newContext();
      const data = sent.postDataBuffer() ?? '';
      await elsewhere.fetch(sent.url(), { method: 'POST', headers: await sent.allHeaders(), data, maxRedirects: 0 });
      await elsewhere.dispose();
    }
    return route.abort('connectionreset');
  });
}

/** Whether a request sends a form. A page that makes itself again posts too. */
export const isForm = (sent: Request): boolean =>
  sent.method() === 'POST' && sent.headers()['next-action'] !== idOfAction('refreshAction');

/** Whether a page fetches another page of ours, or itself again. */
export const isPageOnItsWay = (sent: Request): boolean =>
  sent.url().includes('_rsc=') || (sent.method() === 'POST' && !isForm(sent));

/** Lets a page be older than the server from now on: it cannot make itself again. */
export const outdate = (page: Page): Promise<unknown> =>
  page.route('**', (route, sent) => (isPageOnItsWay(sent) ? route.fulfill(unknownAction) : route.fallback()));

/** What the build calls an action. */
function idOfAction(name: string): string {
  const { node } = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as {
    node: Record<string, { exportedName: string }>;
  };
  const found = Object.keys(node).find((id) => node[id]?.exportedName === name);
  if (!found) throw new Error(`the build has no action ${name}`);
  return found;
}

/** Lets the server fail at changing one person, until the function it returns is called. */
export async function refuseChangesOf(email: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: process.env.SALDO_E2E_DATABASE_URL });
  await client.connect();
  const name = `refuse_${randomUUID().replaceAll('-', '')}`;
  await client.query(
    `CREATE FUNCTION public.${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`,
  );
  await client.query(
    `CREATE TRIGGER ${name} BEFORE UPDATE ON "user".users FOR EACH ROW WHEN (OLD.email = '${email}') EXECUTE FUNCTION public.${name}()`,
  );
  return async () => {
    await client.query(`DROP FUNCTION public.${name} CASCADE`);
    await client.end();
  };
}
