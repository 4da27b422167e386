import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { Money } from '#components/ui/money';
import { Shape } from '#components/ui/shape';
import { may } from '#lib/accounts/roles';
import { formatMoney } from '#lib/money';
import { LATE_MINUTES, readToday, type Today } from '#lib/office/today';
import { pageOrNotFound } from '../../_shell/paging.ts';
import { requireStaff } from '../_office/require-staff.ts';
import { HourBars } from './hour-bars.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('today') };
}

/** How the day goes, and what needs somebody. */
export default async function TodayPage() {
  const user = await requireStaff('orders.read', '/office');
  const [t, sections, format, locale, today] = await Promise.all([
    getTranslations('office.today'),
    getTranslations('office.sections'),
    getFormatter(),
    getLocale(),
    pageOrNotFound(readToday(user)),
  ]);
  const { day, currency, orders, topUps, refunds, owed, counter, hours } = today;
  const amounts = [
    { name: t('topUps'), amount: topUps.amount },
    { name: t('refunds'), amount: refunds.amount },
    { name: t('owed'), amount: owed },
  ];
  return (
    <div className="grid grid-cols-1 gap-8">
      <header>
        <h1 className="text-head font-strong">{sections('today')}</h1>
        <p className="text-quiet first-letter:uppercase">
          {format.dateTime(new Date(`${day}T12:00:00Z`), 'weekday', { timeZone: 'UTC' })}
        </p>
      </header>
      <dl className="flex flex-wrap gap-x-8 gap-y-3 border-y border-ink py-3">
        <div>
          <dt className="text-note text-quiet">{t('orders', { count: orders.count })}</dt>
          <dd className="text-title font-medium">
            <span className="figures">{orders.count}</span> ·{' '}
            <Money amount={orders.amount} currency={currency} locale={locale} />
          </dd>
        </div>
        {may(user.role, 'reports.read') &&
          amounts.map(({ name, amount }) => (
            <div key={name}>
              <dt className="text-note text-quiet">{name}</dt>
              <dd className="text-title font-medium">
                <Money amount={amount} currency={currency} locale={locale} />
              </dd>
            </div>
          ))}
        {(['accepted', 'preparing', 'ready'] as const).map((state) => (
          <div key={state}>
            <dt className="text-note text-quiet">{t(`states.${state}`)}</dt>
            <dd className="figures text-title font-medium">{counter[state]}</dd>
          </div>
        ))}
      </dl>
      <section aria-labelledby="needs">
        <h2 id="needs" className="mb-2 text-title font-strong">
          {t('needs')}
        </h2>
        <Needs today={today} locale={locale} isShown={(capability) => may(user.role, capability)} />
      </section>
      <section aria-labelledby="hours">
        <h2 id="hours" className="text-title font-strong">
          {t('hours')}
        </h2>
        <p className="mb-3 text-quiet">{t('hoursLead')}</p>
        <HourBars {...hours} currency={currency} locale={locale} />
      </section>
    </div>
  );
}

interface NeedsProps {
  today: Today;
  locale: string;
  isShown(capability: Parameters<typeof may>[1]): boolean;
}

/** What needs somebody, each with where to look, as far as the person may look there. */
async function Needs({ today: { needs, currency }, locale, isShown }: NeedsProps) {
  const t = await getTranslations('office.today');
  const { payouts, lateOrders, deadLetters, isWorkerSilent, auditFaults } = needs;
  const rows = [
    lateOrders > 0 && {
      text: t('late', { count: lateOrders, minutes: LATE_MINUTES }),
      href: '/office/counter',
      capability: 'orders.read' as const,
    },
    payouts.count > 0 && {
      text: t('payouts', { count: payouts.count, amount: formatMoney(payouts.amount, currency, locale) }),
      href: '/office/ledger/payouts',
      capability: 'payouts.read' as const,
    },
    deadLetters > 0 && {
      text: t('dead', { count: deadLetters }),
      href: '/office/messages',
      capability: 'messages.read' as const,
    },
    isWorkerSilent && { text: t('silent'), href: '/office/messages', capability: 'messages.read' as const },
    auditFaults !== null &&
      auditFaults > 0 && {
        text: t('audit', { count: auditFaults }),
        href: '/office/ledger',
        capability: 'ledger.read' as const,
      },
  ].filter((row) => row !== false);
  const shown = rows.filter(({ capability }) => isShown(capability));
  if (shown.length === 0) return <p className="text-quiet">{t('nothing')}</p>;
  return (
    <ul className="grid">
      {shown.map(({ text, href }) => (
        <li
          key={text}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-rule py-2 first:border-t"
        >
          <span className="flex items-center gap-2">
            <span className="text-bad">
              <Shape kind="triangle" />
            </span>
            {text}
          </span>
          <ButtonLink href={href} variant="outline" aria-label={`${t('look')}: ${text}`}>
            {t('look')}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}
