import { getTranslations } from 'next-intl/server';
import { Money } from '#components/ui/money';
import type { Today } from '#lib/office/today';

const [WIDTH, HEIGHT, FOOT] = [34, 120, 18];

interface HourBarsProps {
  today: Today['hours']['today'];
  lastWeek: Today['hours']['lastWeek'];
  currency: string;
  locale: string;
}

/** The orders of each hour as bars, those of a week ago as outlines behind them, and both as a table for screen readers. */
export async function HourBars({ today, lastWeek, currency, locale }: HourBarsProps) {
  const t = await getTranslations('office.today');
  const all = [...today, ...lastWeek];
  if (all.length === 0) return <p className="text-quiet">{t('noHours')}</p>;
  const [first, last] = [Math.min(...all.map(({ hour }) => hour)), Math.max(...all.map(({ hour }) => hour))];
  const most = Math.max(...all.map(({ count }) => count));
  const hours = Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index;
    const of = (list: Today['hours']['today']) => list.find((one) => one.hour === hour);
    return { hour, x: index * WIDTH, now: of(today), before: of(lastWeek) };
  });
  const height = (count = 0) => (count / most) * HEIGHT;
  return (
    <>
      <div className="overflow-x-auto" aria-hidden>
        <svg
          width={hours.length * WIDTH}
          height={HEIGHT + FOOT}
          viewBox={`0 0 ${hours.length * WIDTH} ${HEIGHT + FOOT}`}
          role="presentation"
        >
          {hours.map(({ hour, x, now, before }) => (
            <g key={hour}>
              <rect
                x={x + 6}
                y={HEIGHT - height(now?.count)}
                width={WIDTH - 12}
                height={height(now?.count)}
                className="fill-accent"
              />
              <rect
                x={x + 3}
                y={HEIGHT - height(before?.count)}
                width={WIDTH - 6}
                height={height(before?.count)}
                className="fill-none stroke-edge"
              />
              <text x={x + WIDTH / 2} y={HEIGHT + 14} textAnchor="middle" className="figures fill-quiet text-note">
                {hour}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <table className="sr-only">
        <thead>
          <tr>
            <th scope="col">{t('hour')}</th>
            <th scope="col">{t('todayColumn')}</th>
            <th scope="col">{t('lastWeek')}</th>
          </tr>
        </thead>
        <tbody>
          {hours.map(({ hour, now, before }) => (
            <tr key={hour}>
              <th scope="row">{hour}</th>
              <td>
                {now?.count ?? 0}, <Money amount={now?.total ?? 0} currency={currency} locale={locale} />
              </td>
              <td>
                {before?.count ?? 0}, <Money amount={before?.total ?? 0} currency={currency} locale={locale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
