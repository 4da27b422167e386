import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type APIRequestContext, type Locator, type Page, type Request, request } from '@playwright/test';
import pg from 'pg';

/**
 * How the next form of a page fails: the server is unreachable, its answer is lost after it did its work, it has a
 * fault, or it runs a newer build.
 */
export type Fault = 'no connection' | 'lost answer' | 'status 500' | 'newer build';

/** What a form says when the server could not be reached. */
export const UNREACHED = 'The shop could not be reached. Check your connection and try again: nothing is done twice.';
/** What a form says when the server failed. */
export const FAULT = 'Something failed on our side. Try again: nothing is done twice.';

/** The alert with this text on the page. */
export const alertOf = (page: Page, text: string): Locator => page.getByRole('alert').filter({ hasText: text });

/** The response of a server that does not know an action. */
const unknownAction = { status: 404, headers: { 'x-nextjs-action-not-found': '1' } };

/** Makes the next form of a page fail, and nothing after it. */
export async function failNextForm(page: Page, fault: Fault): Promise<void> {
  let isOver = false;
  await page.route('**', async (route) => {
    const sent = route.request();
    if (isOver || !isForm(sent)) return route.fallback();
    isOver = true;
    if (fault === 'status 500') return route.fulfill({ status: 500, contentType: 'text/html', body: 'Fault' });
    if (fault === 'newer build') return route.fulfill(unknownAction);
    if (fault === 'lost answer') {
      // Sent from another context, so that the browser does not get the cookies of an answer it never saw.
      const elsewhere: APIRequestContext = await request.newContext();
      const data = sent.postDataBuffer() ?? '';
      await elsewhere.fetch(sent.url(), { method: 'POST', headers: await sent.allHeaders(), data, maxRedirects: 0 });
      await elsewhere.dispose();
    }
    return route.abort('connectionreset');
  });
}

/** Whether a request sends a form. The refresh of a page is a POST too, but not a form. */
export const isForm = (sent: Request): boolean =>
  sent.method() === 'POST' && sent.headers()['next-action'] !== idOfAction('refreshAction');

/** Whether a request fetches another page of the app or refreshes the current one. */
export const isPageOnItsWay = (sent: Request): boolean =>
  sent.url().includes('_rsc=') || (sent.method() === 'POST' && !isForm(sent));

/** Makes a page older than the server from now on, so that it cannot be refreshed. */
export const outdate = (page: Page): Promise<unknown> =>
  page.route('**', (route, sent) => (isPageOnItsWay(sent) ? route.fulfill(unknownAction) : route.fallback()));

/** The id of an action in the build. */
function idOfAction(name: string): string {
  const { node } = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as {
    node: Record<string, { exportedName: string }>;
  };
  const found = Object.keys(node).find((id) => node[id]?.exportedName === name);
  if (!found) throw new Error(`the build has no action ${name}`);
  return found;
}

/** Makes the server fail to change one user until the returned function is called. */
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
