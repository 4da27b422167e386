import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { isPageOnItsWay, outdate } from './faults.ts';
import { expect } from './test.ts';
import type { Visitor, Visitors } from './visitors.ts';

/** A page in one state. `open` works in every language. */
export interface ShownPage {
  name: string;
  visitor: Visitor;
  open(page: Page, visitors: Visitors): Promise<unknown>;
  /** Exists in demo mode only. */
  isDemo?: boolean;
}

type Path = string | ((visitors: Visitors) => string);

/** A row of the table: a page at its address, brought into its state by `then`. */
const shown = (visitor: Visitor, name: string, path: Path, then?: (page: Page) => Promise<unknown>): ShownPage => ({
  name,
  visitor,
  async open(page, visitors) {
    await page.goto(typeof path === 'string' ? path : path(visitors));
    await then?.(page);
  },
});

/** Fills in a field and submits its form. */
async function send(page: Page, field: string, text = ''): Promise<void> {
  const input = page.locator(`main ${field}`);
  await input.fill(text);
  await input.press('Enter');
}

/** Submits an invalid form, and waits for the error. */
const withFault =
  (field: string, text = '') =>
  async (page: Page) => {
    await send(page, field, text);
    await expect(page.locator('main [aria-invalid=true]').first()).toBeVisible();
  };

/** Repeats an action until its effect is visible, because scripts may not have started yet. */
const untilSeen = (page: Page, what: string, act: () => Promise<unknown>) =>
  expect(async () => {
    await act();
    await expect(page.locator(what).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();

const inCart =
  (...products: string[]) =>
  async (page: Page) => {
    for (const product of products) {
      await page.locator(`button[name=add][value=${product}]`).click();
      await expect(page.locator(`button[name=take][value=${product}]`)).toBeVisible();
    }
  };

/** Opens the cart, which on a wide screen is always open. */
async function openCart(page: Page): Promise<void> {
  await inCart('flat-white', 'lunch', 'soup')(page);
  const bar = page.locator('button[popovertarget=cart]:not([popovertargetaction])');
  if (await bar.isVisible()) await bar.click();
}

async function askToWithdraw(page: Page): Promise<void> {
  await untilSeen(page, '[role=alertdialog]', async () => {
    await page.goto('/wallet');
    await send(page, '#withdraw-amount', '1');
  });
  await expect(page.getByRole('alertdialog')).toHaveCSS('opacity', '1');
}

/** The second step that a browser without JavaScript takes. */
async function reviewTopUp(page: Page): Promise<void> {
  await page.route('**/*.js*', (route) => route.abort());
  await page.goto('/wallet');
  await page.locator('button[name=preset][value="20"]').click();
  await expect(page.locator('main input[name=confirmed]')).toBeAttached();
  await page.unroute('**/*.js*');
}

async function loseNetwork(page: Page): Promise<void> {
  // The button names the amount once scripts run.
  await untilSeen(page, 'main form button:not([name]):text-matches("20[.,]00")', async () => {
    await page.locator('#top-up-amount').fill('');
    await page.locator('#top-up-amount').fill('20');
  });
  await page.route('**/wallet', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await page.locator('#top-up-amount').press('Enter');
  await expect(page.locator('main [role=alert]:not(:empty)').first()).toBeVisible();
  await page.unroute('**/wallet');
}

/** Follows a link to a page that never loads. */
const follow = (href: string) => async (page: Page) => {
  await page.route('**', (route, request) => (isPageOnItsWay(request) ? undefined : route.fallback()));
  await expect(async () => {
    await page.locator(`nav a[href="${href}"]:visible`).first().click();
    await expect(page.locator('[data-skeleton]')).toHaveCSS('opacity', '1', { timeout: 1_000 });
  }).toPass();
};

/** Makes the server a newer build than the page. */
async function becomeOutdated(page: Page): Promise<void> {
  await outdate(page);
  await page.reload();
  await expect(page.locator('[role=status] button').first()).toBeVisible();
}

const openDiagram = (page: Page) => page.locator('main details > summary').first().click();

async function openMessage(page: Page): Promise<void> {
  await openDiagram(page);
  await page.locator('main li summary').nth(1).click();
}

/** Every page of the product, in every state that looks different. */
export const pages: ShownPage[] = [
  shown('guest', 'landing', '/'),
  shown('guest', 'landing-cart', '/', inCart('flat-white', 'croissant')),
  shown('guest', 'landing-product', '/?product=soup'),
  shown('guest', 'search-without-result', '/?q=gold'),
  shown('guest', 'register', '/register'),
  shown('guest', 'register-fault', '/register', withFault('#email')),
  shown('guest', 'sign-in', '/sign-in'),
  shown('guest', 'sign-in-refused', '/sign-in', async (page) => {
    await page.locator('main #email').fill(`${randomUUID()}@example.com`);
    await send(page, '#password', 'wrong horse battery');
    await expect(page.locator('main [role=alert]:not(:empty)')).toBeVisible();
  }),
  shown('guest', 'forgot-password', '/forgot-password'),
  shown('guest', 'forgot-password-fault', '/forgot-password', withFault('#email')),
  shown('guest', 'forgot-password-sent', '/forgot-password', async (page) => {
    await send(page, '#email', `${randomUUID()}@example.com`);
    await expect(page.locator('main [role=status] p')).toBeVisible();
  }),
  shown('guest', 'reset-password', ({ links }) => links.reset),
  shown('guest', 'reset-password-fault', ({ links }) => links.reset, withFault('#password')),
  shown('guest', 'reset-password-gone', '/reset-password'),
  shown('guest', 'verify-email', ({ links }) => links.verify),
  shown('guest', 'verify-email-done', '/verify-email?done'),
  shown('guest', 'verify-email-gone', '/verify-email'),
  shown('guest', 'styles', '/styles'),
  shown('guest', 'styles-run', ({ labRun }) => labRun),
  shown('guest', 'not-found', '/nowhere'),
  { ...shown('guest', 'outbox', '/outbox'), isDemo: true },

  shown('newcomer', 'shop-empty', '/'),
  shown('newcomer', 'shop-short', '/', inCart('flat-white', 'croissant')),
  shown('newcomer', 'shop-on-its-way', '/inbox', follow('/')),
  shown('newcomer', 'wallet-on-its-way', '/', follow('/wallet')),
  shown('newcomer', 'orders-on-their-way', '/', follow('/orders')),
  shown('newcomer', 'orders-empty', '/orders'),
  shown('newcomer', 'wallet-empty', '/wallet'),
  shown('newcomer', 'statement-empty', '/wallet/statement'),
  shown('newcomer', 'inbox-empty', '/inbox'),

  shown('regular', 'shop', '/'),
  shown('regular', 'shop-cart', '/', inCart('flat-white', 'lunch')),
  shown('regular', 'shop-cart-open', '/', openCart),
  shown('regular', 'shop-product', '/?product=croissant'),
  shown('regular', 'orders', '/orders'),
  shown('regular', 'orders-refused', '/orders?status=refused'),
  shown('regular', 'order-paid', ({ orders }) => `/orders/${orders.paid}`),
  shown('regular', 'order-messages', ({ orders }) => `/orders/${orders.paid}`, openDiagram),
  shown('regular', 'order-message', ({ orders }) => `/orders/${orders.paid}`, openMessage),
  shown('regular', 'order-refused', ({ orders }) => `/orders/${orders.refused}`),
  shown('regular', 'order-waiting', ({ orders }) => `/orders/${orders.waiting}`),
  shown('regular', 'order-reorder', ({ orders }) => `/orders/${orders.paid}/again`),
  shown('regular', 'wallet', '/wallet'),
  shown('regular', 'wallet-fault', '/wallet', withFault('#withdraw-amount', 'a lot')),
  shown('regular', 'wallet-dialog', '/wallet', askToWithdraw),
  shown('regular', 'wallet-review', '/wallet', reviewTopUp),
  shown('regular', 'wallet-without-network', '/wallet', loseNetwork),
  shown('regular', 'wallet-outdated', '/wallet', becomeOutdated),
  shown('regular', 'wallet-filtered', '/wallet?kind=reversal'),
  shown('regular', 'statement', '/wallet/statement'),
  shown('regular', 'inbox', '/inbox'),
  shown('regular', 'inbox-open', '/inbox?filter=refused', (page) => page.locator('main summary').first().click()),
  shown('regular', 'preferences', '/inbox/preferences'),
  shown('regular', 'preferences-fault', '/inbox/preferences', withFault('#alertBelow', 'soon')),
  shown('regular', 'settings', '/settings'),
  shown('regular', 'settings-fault', '/settings', withFault('#name')),
  shown('regular', 'security', '/settings/security'),
  shown('regular', 'security-fault', '/settings/security', withFault('#currentPassword')),
  shown('regular', 'security-token', '/settings/security', async (page) => {
    await send(page, '#token-name', 'Coffee machine');
    await expect(page.locator('main [role=status] .figures')).toBeVisible();
  }),
  shown('regular', 'data', '/settings/data'),
  shown('regular', 'data-fault', '/settings/data', withFault('#password')),

  shown('extreme', 'much-in-shop', '/', inCart('event-space', 'meeting-room')),
  shown('extreme', 'much-in-wallet', '/wallet'),
  shown('extreme', 'much-in-statement', '/wallet/statement'),
  shown('extreme', 'much-in-orders', '/orders'),
  shown('extreme', 'much-in-settings', '/settings'),

  shown('owner', 'office-today', '/office'),
  shown('owner', 'office-counter', '/office/counter'),
  shown('owner', 'office-till', '/office/till'),
  shown('owner', 'office-customers', '/office/customers'),
  shown('owner', 'office-orders', '/office/orders'),
  shown('owner', 'office-ledger', '/office/ledger'),
  shown('owner', 'office-ledger-payouts', '/office/ledger/payouts'),
  shown('owner', 'office-reports', '/office/reports'),
  shown('owner', 'office-reports-sales', '/office/reports/sales'),
  shown('owner', 'office-reports-liabilities', '/office/reports/liabilities'),
  shown('owner', 'office-messages', '/office/messages'),
  shown('owner', 'office-catalogue', '/office/catalogue'),
  shown('owner', 'office-hours', '/office/hours'),
  shown('owner', 'office-team', '/office/team'),
  shown('owner', 'office-audit-log', '/office/audit-log'),
  shown('owner', 'office-palette', '/office', (page) =>
    untilSeen(page, '[role=combobox]', () => page.keyboard.press('Control+k')),
  ),
];
