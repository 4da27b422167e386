import { createTranslator } from 'use-intl/core';
import { type Locale, locales } from '#lib/i18n/locales';
import { texts } from '#lib/i18n/texts';
import { formatMoney } from '#lib/money';
import { stranger } from './customer.ts';
import { linkMailedTo, mailsTo } from './support/mails.ts';
import { expect, test } from './support/test.ts';

const languageNames = { en: 'English', ru: 'Русский' };
const espresso = { en: 'Espresso', ru: 'Эспрессо' };

const translatorOf = (locale: Locale) => createTranslator({ locale, messages: texts[locale] });

for (const locale of locales) {
  const t = translatorOf(locale);
  const euros = (amount: number) => formatMoney(amount, 'EUR', locale);

  test(`every journey of a customer is in ${languageNames[locale]}, its mails too`, async ({ page }) => {
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const heading = (name: string) => page.getByRole('heading', { level: 1, name });
    const balanceIs = (amount: number) =>
      expect(page.getByRole('link', { name: t('app.balanceIs', { balance: euros(amount) }) })).toBeVisible();
    const { name, email, password } = stranger();

    await page.goto('/');
    await button(languageNames[locale]).click();
    await expect(heading(t('shop.welcome'))).toBeVisible();
    await page.getByRole('link', { name: t('shop.register') }).click();
    await page.getByLabel(t('forms.name')).fill(name);
    await page.getByLabel(t('forms.email')).fill(email);
    await page.getByLabel(t('forms.password')).fill(password);
    await button(t('forms.register')).click();
    await expect(heading(t('shop.title'))).toBeVisible();

    await page.goto(await linkMailedTo(email, 'verify-email'));
    await button(t('account.verify')).click();
    await expect(page.getByText(t('account.verified'))).toBeVisible();

    await page.goto('/wallet');
    await page.getByLabel(t('wallet.topUpLabel')).fill('20');
    await button(t('wallet.topUpAmount', { amount: euros(2_000) })).click();
    await balanceIs(2_000);

    await page.goto('/');
    await button(t('shop.add', { product: espresso[locale] })).click();
    await button(t('shop.order', { total: euros(180) })).click();
    await expect(page.getByText(t('order.explained.paid'))).toBeVisible();
    await balanceIs(1_820);
    await page.getByText(t('order.messages', { count: 5 })).click();

    await page.goto('/wallet');
    await page.getByLabel(t('wallet.withdrawLabel')).fill('8.20');
    await button(t('wallet.withdraw')).click();
    await button(t('wallet.withdrawAmount', { amount: euros(820) })).click();
    await balanceIs(1_000);
    await expect(page.getByRole('row').filter({ hasText: t('wallet.kind.withdrawal') })).toHaveCount(1);

    await page.getByRole('link', { name: t('app.inbox') }).click();
    await page.getByText(new RegExp(t('inbox.subject.order-paid', { number: '\\w{8}' }))).click();
    await expect(page.getByRole('link', { name: t('inbox.toOrder') })).toBeVisible();
    await page.getByRole('link', { name: t('app.orders') }).click();
    await expect(page.getByText(t('orders.paidTogether', { count: 1, total: euros(180) }))).toBeVisible();

    await button(t('app.signOut')).click();
    await expect(heading(t('shop.welcome'))).toBeVisible();
    await page.goto('/sign-in?callbackUrl=/settings');
    await page.getByLabel(t('forms.email')).fill(email);
    await page.getByLabel(t('forms.password')).fill(password);
    await button(t('forms.signIn')).click();
    await expect(heading(t('settings.title'))).toBeVisible();

    const shop = { shop: 'Saldo', name };
    const mails = await mailsTo(email);
    expect(mails.map(({ subject }) => subject)).toContain(t('email.account.verify-email.subject', shop));
    expect(mails.length).toBe(2);
    for (const { text } of mails) expect(text).toContain(t('email.greeting', { name }));
  });

  test(`choosing ${languageNames[locale]} keeps the page, the cart and what is typed`, async ({ page }) => {
    const other = locales.find((one) => one !== locale) as Locale;
    const before = translatorOf(other);
    await page.goto('/');
    await page.getByRole('button', { name: languageNames[other] }).click();
    await page.getByRole('button', { name: before('shop.add', { product: espresso[other] }) }).click();
    await page.goto('/register');
    await page.getByLabel(before('forms.name')).fill('Ada');
    await page.getByLabel(before('forms.email')).fill('ada@');
    await page.getByRole('button', { name: languageNames[locale] }).click();
    await expect(page.getByRole('heading', { level: 1, name: t('account.register') })).toBeVisible();
    await expect(page).toHaveURL('/register');
    await expect(page.getByLabel(t('forms.name'))).toHaveValue('Ada');
    await expect(page.getByLabel(t('forms.email'))).toHaveValue('ada@');
    await page.goto('/');
    await expect(page.getByLabel(t('shop.quantity', { product: espresso[locale] })).first()).toHaveValue('1');
  });
}
