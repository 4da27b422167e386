import { getTranslations } from 'next-intl/server';
import type { OfficeHours } from '#lib/office/catalogue';
import { exceptionField, type exceptionRows, shownClosing, spanField, spansShown, weekdays } from './hours-form.ts';
import { SmallField } from './small-field.tsx';
import { weekdayNames } from './weekday-names.ts';

/** The times of the week: a row for each day, with two spans or more. */
export async function WeekFields({ hours }: { hours: OfficeHours }) {
  const [t, nameOf] = await Promise.all([getTranslations('catalogue.hours'), weekdayNames()]);
  return (
    <fieldset className="min-w-0">
      <legend className="text-title font-strong">{t('week')}</legend>
      <p className="mt-1 mb-3 text-quiet">{t('weekHint')}</p>
      <ul className="border-t border-rule">
        {weekdays.map((weekday) => {
          const spans = hours.weekdays.filter((span) => span.weekday === weekday);
          const day = nameOf(weekday);
          return (
            <li
              key={weekday}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-rule py-1.5 sm:flex-nowrap"
            >
              <span className="w-28 font-medium first-letter:uppercase max-sm:w-full">{day}</span>
              {spansShown(hours).map((span) => (
                <span key={span} className="flex items-center gap-1.5">
                  {span > 0 && <span className="text-quiet max-sm:hidden">{t('and')}</span>}
                  <SmallField
                    type="time"
                    name={spanField(weekday, span, 'opens')}
                    label={t(span === 0 ? 'opens' : 'opensAgain', { day })}
                    defaultValue={spans[span]?.opens}
                    className="w-32"
                  />
                  <span className="text-quiet">{t('to')}</span>
                  <SmallField
                    type="time"
                    name={spanField(weekday, span, 'closes')}
                    label={t(span === 0 ? 'closes' : 'closesAgain', { day })}
                    defaultValue={shownClosing(spans[span]?.closes ?? '')}
                    className="w-32"
                  />
                </span>
              ))}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

/** The days that differ from their week, and empty rows for more. */
export async function ExceptionFields({ rows }: { rows: ReturnType<typeof exceptionRows> }) {
  const t = await getTranslations('catalogue.hours');
  return (
    <fieldset className="w-full min-w-0">
      <legend className="text-title font-strong">{t('exceptions')}</legend>
      <p className="mt-1 mb-3 text-quiet">{t('exceptionsHint')}</p>
      <ul className="border-t border-rule">
        {rows.map(({ day, opens, closes, note }, row) => {
          const label = (member: string) => `${member}, ${row + 1}`;
          return (
            <li
              key={day || `new ${row}`}
              className="grid grid-cols-2 items-center gap-2 border-b border-rule py-1.5 sm:grid-cols-[10rem_8rem_8rem_minmax(0,1fr)]"
            >
              <SmallField
                type="date"
                name={exceptionField(row, 'day')}
                label={label(t('day'))}
                defaultValue={day}
                className="max-sm:col-span-2"
              />
              <SmallField
                type="time"
                name={exceptionField(row, 'opens')}
                label={label(t('from'))}
                defaultValue={opens ?? ''}
              />
              <SmallField
                type="time"
                name={exceptionField(row, 'closes')}
                label={label(t('until'))}
                defaultValue={shownClosing(closes ?? '')}
              />
              <SmallField
                name={exceptionField(row, 'note')}
                label={label(t('note'))}
                placeholder={t('note')}
                maxLength={100}
                defaultValue={note ?? ''}
                className="max-sm:col-span-2"
              />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
