import { getFormatter, getTranslations } from 'next-intl/server';
import { Shape } from '#components/ui/shape';
import type { AuditView } from '#lib/office/audit';
import { newFormKey } from '../../../_forms/form-key.ts';
import { OfficeForm } from '../../_office/office-form.tsx';
import { auditAction } from './actions.ts';

/** Whether the books are right, as the last audit found them, and a button that has them audited now. */
export async function Audit({ isUnderWay, last }: AuditView) {
  const t = await getTranslations('office.ledger');
  return (
    <section aria-labelledby="audit" className="grid gap-3 border-y border-ink py-3">
      <h2 id="audit" className="text-title font-strong">
        {t('audit')}
      </h2>
      <div role="status" className="grid gap-1">
        {last ? <Answer {...last} /> : !isUnderWay && <p className="text-quiet">{t('never')}</p>}
        {isUnderWay && <p>{t(last ? 'underWayAgain' : 'underWay')}</p>}
      </div>
      <OfficeForm
        action={auditAction}
        formKey={newFormKey()}
        submit={t('auditNow')}
        variant="outline"
        className="grid justify-items-start gap-2"
      />
    </section>
  );
}

/** What an audit found, when, and how much it covered. The faults are in the words of the audit, which are English. */
async function Answer({ endedAt, faults, findings, covered }: NonNullable<AuditView['last']>) {
  const [t, format] = await Promise.all([getTranslations('office.ledger'), getFormatter()]);
  const hidden = faults - findings.length;
  return (
    <>
      <p className="flex items-center gap-2 font-medium">
        <span className={faults === 0 ? 'text-good' : 'text-bad'}>
          <Shape kind={faults === 0 ? 'disc' : 'triangle'} />
        </span>
        {t('verdict', { faults })}
      </p>
      <p className="text-quiet">
        {t('audited', { time: format.dateTime(endedAt, 'moment') })} {covered && t('covered', covered)}
      </p>
      {findings.length > 0 && (
        <ul lang="en" className="my-2 grid gap-2">
          {findings.map((finding) => (
            <li key={finding} className="border-l-2 border-bad pl-3 wrap-anywhere">
              {finding}
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && <p>{t('moreFaults', { count: hidden })}</p>}
    </>
  );
}
