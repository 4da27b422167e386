import { getFormatter, getTranslations } from 'next-intl/server';
import type { OfficeHours } from '#lib/office/catalogue';
import { weekdays } from './hours-form.ts';
import { weekdayNames } from './weekday-names.ts';

/** The hours for whoever may see them and not change them. */
export async function HoursTable({ hours }: { hours: OfficeHours }) {
  const [t, format, nameOf] = await Promise.all([getTranslations('catalogue.hours'), getFormatter(), weekdayNames()]);
  const spansOf = (weekday: number) =>
    hours.weekdays.filter((span) => span.weekday === weekday).map(({ opens, closes }) => `${opens}–${closes}`);
  return (
    <>
      {hours.weekdays.length > 0 && (
        <dl className="grid max-w-sm grid-cols-2 gap-y-2">
          {weekdays.map((weekday) => (
            <div key={weekday} className="contents">
              <dt>{nameOf(weekday)}</dt>
              <dd className="figures">{spansOf(weekday).join(', ') || t('closed')}</dd>
            </div>
          ))}
        </dl>
      )}
      <h2 className="text-title font-strong">{t('exceptions')}</h2>
      {hours.exceptions.length === 0 && <p className="text-quiet">{t('noExceptions')}</p>}
      <ul className="grid gap-2">
        {hours.exceptions.map(({ day, opens, closes, note }) => (
          <li key={day} className="flex flex-wrap gap-x-3">
            <span>{format.dateTime(new Date(day), { dateStyle: 'long', timeZone: 'UTC' })}</span>
            <span className="figures">{opens ? `${opens}–${closes}` : t('closed')}</span>
            <span className="text-quiet">{note}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
