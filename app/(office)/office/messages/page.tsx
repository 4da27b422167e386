import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { Filters } from '#components/ui/filters';
import { PageLink } from '#components/ui/page-link';
import { may } from '#lib/accounts/roles';
import { type LetterView, readLetters, readTraffic } from '#lib/office/messages';
import { newFormKey } from '../../../_forms/form-key.ts';
import { pageOrNotFound } from '../../../_shell/paging.ts';
import { OfficeField, OfficeForm } from '../../_office/office-form.tsx';
import { requireStaff } from '../../_office/require-staff.ts';
import { WideTable } from '../../_office/wide-table.tsx';
import { discardAction, redriveAction } from './actions.ts';

const PATH = '/office/messages';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('messages') };
}

/** The queues, and the dead letters with what is to become of them. */
export default async function MessagesPage({ searchParams }: PageProps<'/office/messages'>) {
  const user = await requireStaff('messages.read', PATH);
  const { queue: wanted } = await searchParams;
  const queue = typeof wanted === 'string' ? wanted : undefined;
  const [t, sections, { queues, workers }, letters] = await Promise.all([
    getTranslations('office.messages'),
    getTranslations('office.sections'),
    pageOrNotFound(readTraffic(user)),
    pageOrNotFound(readLetters(user, { queue })),
  ]);
  const busy = queues.filter(({ jobs, dead }) => jobs > 0 || dead > 0);
  const withDead = queues.filter(({ dead }) => dead > 0);
  return (
    <div className="grid grid-cols-1 gap-8">
      <header>
        <h1 className="text-head font-strong">{sections('messages')}</h1>
        <p className="mt-1 text-quiet">{t('lead')}</p>
        <p className="mt-1">{t('workers', { count: workers })}</p>
      </header>
      <section aria-labelledby="queues">
        <h2 id="queues" className="mb-2 text-title font-strong">
          {t('queues')}
        </h2>
        {busy.length === 0 ? (
          <p className="text-quiet">{t('quiet')}</p>
        ) : (
          <WideTable label={t('queues')}>
            <thead className="text-quiet">
              <tr>
                <th scope="col" className="py-2 pr-4 text-left font-medium">
                  {t('queue')}
                </th>
                {(['jobs', 'oldest', 'dead'] as const).map((column) => (
                  <th key={column} scope="col" className="py-2 pl-4 text-right font-medium">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {busy.map(({ queue: name, jobs, oldest, dead }) => (
                <tr key={name} className="figures border-t border-rule">
                  <td className="py-2 pr-4">{name}</td>
                  <td className="py-2 pl-4 text-right">{jobs}</td>
                  <td className="py-2 pl-4 text-right">{oldest === null ? '–' : Math.round(oldest)}</td>
                  <td className="py-2 pl-4 text-right">{dead}</td>
                </tr>
              ))}
            </tbody>
          </WideTable>
        )}
      </section>
      <section aria-labelledby="dead" className="grid max-w-3xl grid-cols-1 gap-4">
        <h2 id="dead" className="text-title font-strong">
          {t('dead')}
        </h2>
        {withDead.length > 0 && (
          <Filters
            label={t('queue')}
            choices={[
              { href: PATH, name: t('all'), isCurrent: queue === undefined },
              ...withDead.map(({ queue: name, dead }) => ({
                href: `${PATH}?${new URLSearchParams({ queue: name })}`,
                name: `${name} ${dead}`,
                isCurrent: queue === name,
              })),
            ]}
          />
        )}
        {letters.length === 0 && <p className="text-quiet">{t(queue ? 'noneMatch' : 'none')}</p>}
        {letters.length > 0 && may(user.role, 'messages.decide') && <Decisions letters={letters} queue={queue ?? ''} />}
        {letters.length > 0 && !may(user.role, 'messages.decide') && <Letters letters={letters} isChoice={false} />}
      </section>
    </div>
  );
}

/** The dead letters as a choice, with the two things that can become of them. */
async function Decisions({ letters, queue }: { letters: LetterView[]; queue: string }) {
  const t = await getTranslations('office.messages');
  const which = (prefix: string) => (
    <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
      <legend className="mb-1 font-medium">{t('which')}</legend>
      {(['selected', 'matching'] as const).map((choice) => (
        <label key={choice} className="flex min-h-11 items-center gap-2">
          <input
            className="size-5"
            type="radio"
            name="which"
            value={choice}
            defaultChecked={choice === 'selected'}
            id={`${prefix}-${choice}`}
          />
          {t(choice, { count: letters.length })}
        </label>
      ))}
    </fieldset>
  );
  return (
    <>
      <p>{t('preview', { count: letters.length })}</p>
      <OfficeForm action={redriveAction} formKey={newFormKey()} submit={t('redrive')}>
        <input type="hidden" name="queue" value={queue} />
        <Letters letters={letters} isChoice />
        {which('redrive')}
        <OfficeField id="redrive-reason" name="reason" label={t('reason')} error={t('reasonFault')} required />
      </OfficeForm>
      <details>
        <summary className="min-h-11 content-center text-quiet">{t('discard')}</summary>
        <OfficeForm action={discardAction} formKey={newFormKey()} submit={t('discard')} variant="danger">
          <p className="border-l-2 border-bad pl-3">{t('discardMeans')}</p>
          <input type="hidden" name="queue" value={queue} />
          <Letters letters={letters} isChoice />
          {which('discard')}
          <OfficeField id="discard-reason" name="reason" label={t('reason')} error={t('reasonFault')} required />
        </OfficeForm>
      </details>
    </>
  );
}

/** The dead letters in words of the business, each with its error, customer and request. */
async function Letters({ letters, isChoice }: { letters: LetterView[]; isChoice: boolean }) {
  const [t, format] = await Promise.all([getTranslations('office.messages'), getFormatter()]);
  return (
    <ul className="grid">
      {letters.map(({ id, undone, type, queue, since, error, customer, correlationId }) => (
        <li key={id} className="flex gap-3 border-b border-rule py-3 first:border-t">
          {isChoice && (
            <input
              type="checkbox"
              name="id"
              value={id}
              aria-label={`${t('chosen')}: ${t(`words.${undone}`)} ${customer?.name ?? ''} ${id.slice(-8)}`}
              className="mt-1 size-5 shrink-0"
            />
          )}
          <div className="grid min-w-0 gap-0.5">
            <p className="font-medium">
              {t(`words.${undone}`)}{' '}
              {customer && (
                <PageLink href={`/office/customers/${customer.userId}`} className="underline underline-offset-4">
                  {customer.name}
                </PageLink>
              )}
            </p>
            <p className="wrap-anywhere">{error}</p>
            <p className="figures text-note text-quiet wrap-anywhere">
              {[format.dateTime(since, 'moment'), queue, type, correlationId].filter(Boolean).join(' · ')}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
