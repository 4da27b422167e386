import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { createTranslator } from 'use-intl/core';
import { type Locale, locales } from '#lib/i18n/locales';
import { texts } from '#lib/i18n/texts';
import { formatMoney } from '#lib/money';
import { register } from './customer.ts';
import { registerStaff } from './staff.ts';
import { mailsTo } from './support/mails.ts';
import { expect, test } from './support/test.ts';

const languageNames = { en: 'English', ru: 'Русский' };
/** How soon an open page shows what was done elsewhere. */
const LIVE = { timeout: 2_000 };

// Both close a day, and a day after it cannot be closed before.
test.describe.configure({ mode: 'serial' });

/** A day of the shop, by the clock of the server. */
const dayAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

for (const [index, locale] of locales.entries()) {
  const t = createTranslator({ locale, messages: texts[locale] });
  const euros = (amount: number) => formatMoney(amount, 'EUR', locale);
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const choose = async (page: Page, language: Locale) => {
    await page.goto('/');
    await button(page, languageNames[language]).click();
    await expect(page.locator(`html[lang=${language}]`)).toBeAttached();
  };

  test(`a day in the life of the shop, in ${languageNames[locale]}`, async ({ page: owner, browser }) => {
    await registerStaff(owner, 'owner');
    await choose(owner, locale);
    const visit = await browser.newContext({ baseURL: new URL(owner.url()).origin, locale: 'en-GB' });
    const customer = await visit.newPage();
    const { email } = await register(customer);
    await choose(customer, locale);

    const names = { en: `Soup ${randomUUID()}`, ru: `Суп ${randomUUID()}` };
    await owner.goto('/office/catalogue/new');
    for (const language of locales)
      await owner
        .getByLabel(t('catalogue.form.name', { language: t(`catalogue.languages.${language}`) }))
        .fill(names[language]);
    await owner.getByLabel(t('catalogue.form.price'), { exact: true }).fill('3');
    await owner.getByLabel(t('catalogue.form.stock'), { exact: true }).fill('3');
    const photo = sharp({ create: { width: 400, height: 300, channels: 3, background: 'orange' } }).jpeg();
    await owner
      .getByLabel(t('catalogue.photo.title'), { exact: true })
      .setInputFiles({ name: 'soup.jpg', mimeType: 'image/jpeg', buffer: await photo.toBuffer() });
    await button(owner, t('catalogue.form.add')).click();
    await expect(owner.getByText(t('catalogue.form.added'))).toBeVisible();

    await customer.goto('/wallet');
    await customer.getByText(t('wallet.card'), { exact: true }).click();
    const card = await customer.getByRole('img', { name: t('wallet.cardCode') }).getAttribute('data-code');
    await owner.goto('/office/till');
    await expect(owner.getByRole('searchbox')).toBeFocused();
    await owner.keyboard.type(`${card}\n`);
    const take = owner.getByRole('region', { name: t('office.till.take') });
    await take.getByLabel(t('office.till.amount'), { exact: true }).fill('10');
    await take.getByLabel(t('office.till.methods.cash'), { exact: true }).check();
    await button(owner, t('office.till.takeSubmit')).click();
    await expect(take.getByText(t('office.till.taken', { amount: euros(1_000), balance: euros(1_000) }))).toBeVisible();
    const balanceIs = (amount: number) =>
      expect(customer.getByRole('link', { name: t('app.balanceIs', { balance: euros(amount) }) })).toBeVisible(LIVE);
    await balanceIs(1_000);

    await customer.goto('/');
    await button(customer, t('shop.add', { product: names[locale] })).click();
    await button(customer, t('shop.more', { product: names[locale] }))
      .first()
      .click();
    await button(customer, t('shop.order', { total: euros(600) })).click();
    await customer.waitForURL(/\/orders\/\w/);
    await balanceIs(400);
    const orderId = new URL(customer.url()).pathname.split('/').pop();
    const step = customer.locator('li[aria-current=step]');
    await expect(step).toHaveText(t('order.fulfilment.accepted'));

    await owner.goto('/office/counter');
    const number = await owner.locator(`a[href$="${orderId}"]`).textContent();
    const moves = [
      ['accepted', 'preparing'],
      ['preparing', 'ready'],
      ['ready', 'collected'],
    ] as const;
    for (const [from, to] of moves) {
      await button(owner, `${t(`office.counter.on.${from}`)}: ${number}`).click();
      await expect(step).toHaveText(t(`order.fulfilment.${to}`), LIVE);
    }

    await owner.goto(`/office/orders/${orderId}`);
    await owner.getByLabel(/^(Soup|Суп) /).fill('1');
    await owner.getByLabel(t('office.refund.reason')).fill('Cold');
    await button(owner, t('office.refund.submit')).click();
    await expect(owner.getByText(t('office.refund.refunded', { amount: euros(300) }))).toBeVisible();
    const receipt = customer.getByRole('heading', { name: t('order.refunds') }).locator('..');
    await expect(receipt).toContainText(euros(300), LIVE);
    await expect(receipt).toContainText(`${t('order.kept')}${euros(300)}`);
    await balanceIs(700);
    await expect(async () => {
      const kinds = (await mailsTo(email)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind.startsWith('order-'))).toEqual([
        'order-paid',
        'order-ready',
        'order-refunded',
      ]);
    }).toPass();

    const day = dayAgo(locales.length - 1 - index);
    await owner.goto(`/office/reports?day=${day}`);
    const counted = owner.getByLabel(`${t('office.reports.counted')}: ${t('office.reports.methods.cash')}`);
    await counted.fill('1.50');
    await button(owner, t('office.reports.close')).click();
    const reason = owner.getByLabel(t('office.reports.reason'));
    const [differs = ''] = t('office.reports.reason-needed', { difference: '|' }).split('|');
    await expect(owner.getByText(differs)).toBeVisible();
    await reason.fill('Coins of the customer before');
    await button(owner, t('office.reports.close')).click();
    await expect(
      owner.getByRole('heading', { name: t('office.reports.closedTitle', { day: '' }).trim() }),
    ).toBeVisible();
    await expect(owner.getByRole('row').filter({ hasText: t('office.reports.methods.cash') })).toContainText(
      euros(150),
    );
    await expect(owner.getByText('Coins of the customer before')).toBeVisible();
    await visit.close();
  });
}
