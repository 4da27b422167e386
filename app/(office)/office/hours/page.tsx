import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { may } from '#lib/accounts/roles';
import { readOfficeHours } from '#lib/office/catalogue';
import { newFormKey } from '../../../_forms/form-key.ts';
import { OfficeForm } from '../../_office/office-form.tsx';
import { requireStaff } from '../../_office/require-staff.ts';
import { setHoursAction } from './actions.ts';
import { ExceptionFields, WeekFields } from './hours-fields.tsx';
import { exceptionField, exceptionRows, spanField, spansShown, weekdays } from './hours-form.ts';
import { HoursTable } from './hours-table.tsx';
import { HoursFault } from './small-field.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('hours') };
}

export default async function HoursPage() {
  const user = await requireStaff('catalogue.read', '/office/hours');
  const [t, sections, hours] = await Promise.all([
    getTranslations('catalogue.hours'),
    getTranslations('office.sections'),
    readOfficeHours(user),
  ]);
  if (!hours) notFound();
  const rows = exceptionRows(hours);
  const fields = [
    ...weekdays.flatMap((weekday) =>
      spansShown(hours).flatMap((span) => [spanField(weekday, span, 'opens'), spanField(weekday, span, 'closes')]),
    ),
    ...rows.flatMap((_, row) => (['day', 'opens', 'closes', 'note'] as const).map((one) => exceptionField(row, one))),
  ];
  return (
    <div className="grid max-w-3xl gap-6">
      <header>
        <h1 className="text-head font-strong">{sections('hours')}</h1>
        <p className="mt-1 max-w-[68ch] text-quiet">{t('lead')}</p>
      </header>
      {hours.weekdays.length === 0 && <p className="border-l-2 border-good pl-3">{t('always')}</p>}
      {may(user.role, 'catalogue.edit') ? (
        <OfficeForm
          action={setHoursAction}
          formKey={newFormKey()}
          submit={t('save')}
          className="grid justify-items-start gap-6"
        >
          <WeekFields hours={hours} />
          <ExceptionFields rows={rows} />
          <HoursFault fields={fields} text={t('fault')} />
        </OfficeForm>
      ) : (
        <HoursTable hours={hours} />
      )}
    </div>
  );
}
