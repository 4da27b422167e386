import { globSync } from 'node:fs';
import { expect } from 'vitest';
import { type Capability, may, type Role, staffRoles } from '#lib/accounts/roles';
import type { Route } from '#lib/http/route';
import { routes } from '#lib/http/routes';
import { test as base } from '#scripts/testing/http';
import { projectRoot, readSource } from '#scripts/testing/sources';
import { type Answer, type Customer, meetingRoom, registered, send } from './client.ts';
import { inDatabase } from './database.ts';
import { sessionCookie, signOut } from './session.ts';

// Who may use what: every route of the API, every page and every form of the office, for everybody.

interface Caller {
  /** Null where nobody is signed in. */
  role: Role | null;
  token: string | null;
  cookie: string;
}

/** Somebody of each role, a visitor, and an owner who has signed out everywhere. */
const test = base.extend('callers', { scope: 'file' }, async ({ baseUrl, databaseUrl }) => {
  const callers: Record<string, Caller> = { anonymous: { role: null, token: null, cookie: '' } };
  for (const role of ['customer', ...staffRoles] as const) {
    const person = await registered(baseUrl, 'event-collaboration');
    await giveRole(databaseUrl, person, role);
    callers[role] = { role, token: person.token, cookie: await sessionCookie(baseUrl, person) };
  }
  const former = await registered(baseUrl, 'event-collaboration');
  await giveRole(databaseUrl, former, 'owner');
  const cookie = await sessionCookie(baseUrl, former);
  await signOut(baseUrl, cookie);
  await send(`${baseUrl}/api/tokens/current`, 'DELETE', { token: former.token });
  callers['signed out'] = { role: null, token: former.token, cookie };
  return callers;
});

const giveRole = (databaseUrl: string, { userId }: Customer, role: Role) =>
  inDatabase(databaseUrl, 'UPDATE accounts.credentials SET role = $2 WHERE user_id = $1', [userId, role]);

/** What can stand in the paths of what the office reads by id. */
const testOfIds = test.extend(
  'ids',
  { scope: 'file' },
  async ({ baseUrl, callers }): Promise<Record<string, string>> => {
    const customer = await registered(baseUrl, 'event-collaboration');
    const { body } = await customer.order(meetingRoom);
    const taken = await send(`${baseUrl}/api/command-reply/billing/transfer`, 'POST', {
      token: callers.owner?.token ?? null,
      body: { amount: 500, userId: customer.userId, method: 'cash' },
    });
    return {
      '/office/till/receipts/{id}': String(taken.body.transferId),
      '/office/customers/{id}': customer.userId,
      '/office/orders/{id}': body.orderId,
      '/office/days/{date}': '2026-05-01',
      '/office/catalogue/{productId}': 'espresso',
    };
  },
);

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
/** Each route once, whatever its styles. Revoking the token that is shown would end the caller. */
const distinct = [...new Map(routes.map((route) => [nameOf(route), route])).values()].filter(
  ({ bearerOnly }) => !bearerOnly,
);
const isOfOffice = ({ path }: Route): boolean => path.startsWith('/office');

test('routes of the office, and no others, are for those who have a capability', () => {
  expect(distinct.filter(isOfOffice).length).toBeGreaterThan(5);
  for (const route of distinct) {
    const isForStaff = route.access === 'staff' && route.capability !== undefined;
    expect(isForStaff, nameOf(route)).toBe(isOfOffice(route));
  }
});

testOfIds.for(distinct.map((route) => [nameOf(route), route] as const))(
  '%s lets in whom it says',
  async ([, route], { baseUrl, callers, ids }) => {
    const style = route.styles ? `/${route.styles[0]}` : '';
    const id = ids[route.path] ?? '0';
    if (isOfOffice(route) && route.method === 'GET' && route.path.includes('{'))
      expect(ids, 'an id to read').toHaveProperty([route.path]);
    const url = `${baseUrl}/api${style}${route.path.replaceAll(/\{\w+\}/g, id)}`;
    for (const [name, { role, token, cookie }] of Object.entries(callers)) {
      const body = route.body ? { body: {} } : {};
      const answers = {
        'by token': await send(url, route.method, { token, ...body }),
        'by session': await send(url, route.method, { headers: { cookie, origin: baseUrl }, ...body }),
      };
      for (const [how, answer] of Object.entries(answers))
        expect(isLetIn(route, answer), `${name} ${how}: ${answer.status}`).toBe(isFor(route, role));
    }
  },
);

function isFor({ access, capability }: Route, role: Role | null): boolean {
  if (access === 'public') return true;
  if (access === 'schedule' || role === null) return false;
  return access !== 'staff' || (capability !== undefined && may(role, capability));
}

/** Who is let in gets what there is, or learns what is wrong with the request. */
function isLetIn(route: Route, { status, body }: Answer): boolean {
  if (status === 401 || (status === 403 && body.type === '/problems/not-allowed')) return false;
  const isHidden = (isOfOffice(route) && route.method === 'GET') || route.access === 'schedule';
  return !(isHidden && status === 404);
}

/** The pages of the office, and what it takes to see them. */
const officePages: Record<string, Capability> = {
  '/office': 'orders.read',
  '/office/counter': 'orders.read',
  '/office/find': 'orders.read',
  '/office/till': 'till',
  '/office/till/receipts/[id]': 'till',
  '/office/orders': 'orders.read',
  '/office/orders/[id]': 'orders.read',
  '/office/orders/export': 'reports.read',
  '/office/ledger': 'ledger.read',
  '/office/ledger/balance': 'ledger.read',
  '/office/ledger/export': 'ledger.read',
  '/office/ledger/payouts': 'payouts.read',
  '/office/reports': 'reports.read',
  '/office/reports/sales': 'reports.read',
  '/office/reports/sales/export': 'reports.read',
  '/office/reports/datev': 'ledger.read',
  '/office/reports/liabilities': 'reports.read',
  '/office/reports/liabilities/export': 'reports.read',
  '/office/catalogue': 'catalogue.read',
  '/office/catalogue/new': 'catalogue.edit',
  '/office/catalogue/[productId]': 'catalogue.read',
  '/office/hours': 'catalogue.read',
  '/office/customers': 'customers.read',
  '/office/customers/[id]': 'customers.read',
  '/office/customers/import': 'customers.edit',
  '/office/customers/export': 'customers.details',
  '/office/messages': 'messages.read',
  '/office/team': 'team.read',
  '/office/audit-log': 'audit-log.read',
};

/** The path of a page with what can stand in it. */
const filled = (path: string, ids: Record<string, string>): string =>
  path.replace(/\[(\w+)\]/, (_, name) => ids[path.replace(/\[\w+\]/, `{${name}}`)] ?? '0');

test('every page of the office stands here', () => {
  const files = globSync('app/(office)/**/{page.tsx,route.ts}', { cwd: projectRoot });
  const found = files.map((file) => file.replace('app/(office)', '').replace(/\/(page\.tsx|route\.ts)$/, ''));
  expect(found.toSorted()).toEqual(Object.keys(officePages).toSorted());
});

testOfIds.for(Object.entries(officePages))(
  'the page %s shows itself to those who have %s',
  async ([path, capability], { baseUrl, callers, ids }) => {
    const url = baseUrl + filled(path, ids);
    for (const [name, { role, cookie }] of Object.entries(callers)) {
      const { status } = await fetch(url, { headers: { cookie }, redirect: 'manual' });
      const expected = role === null ? 307 : may(role, capability) ? 200 : 404;
      expect(status, name).toBe(expected);
    }
  },
);

/** The files of actions of the office, and what each of their actions takes. */
const actionFiles = globSync('app/(office)/**/actions.ts', { cwd: projectRoot });

test.for(actionFiles)('every action of %s asks what the person may do', (file) => {
  const source = readSource(file);
  const [, ...actions] = source.split(/^export (?:async function|const) /m);
  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(action).toMatch(/\b(?:answerForm|requireStaff|decide)\(/);
});

/** The pages whose forms are for auditors too: having the books audited changes none. */
const pagesOfAuditors = ['/office/ledger'];

testOfIds('forms of the office do nothing for those who may not use them', async ({ baseUrl, callers, ids }) => {
  const { owner } = callers;
  let forms = 0;
  for (const path of Object.keys(officePages).filter((page) => !page.endsWith('export'))) {
    const url = baseUrl + filled(path, ids);
    const page = await (await fetch(url, { headers: { cookie: owner?.cookie ?? '' } })).text();
    const [main = ''] = /<main.*<\/main>/s.exec(page) ?? [];
    for (const [form] of main.matchAll(/<form[^>]*>.*?<\/form>/gs)) {
      const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)];
      if (!fields.some(([, name = '']) => name.startsWith('$ACTION'))) continue;
      forms++;
      for (const name of ['anonymous', 'customer', 'auditor', 'signed out']) {
        const content = new FormData();
        for (const [, field = '', value = ''] of fields) content.set(field, value.replaceAll('&quot;', '"'));
        const headers = { cookie: callers[name]?.cookie ?? '', origin: baseUrl };
        const answer = await fetch(url, { method: 'POST', headers, body: content, redirect: 'manual' });
        if (name === 'auditor' && pagesOfAuditors.includes(path)) {
          expect(answer.status, `${name} at ${path}`).toBe(200);
          continue;
        }
        // Nobody is sent to sign in, with either kind of redirect.
        expect([answer.status], `${name} at ${path}`).toEqual(
          callers[name]?.role ? [404] : [expect.toBeOneOf([303, 307])],
        );
      }
    }
  }
  expect(forms).toBeGreaterThan(3);
});
