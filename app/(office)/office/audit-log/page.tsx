import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { OlderLink } from '#components/ui/older-link';
import { readAuditLog } from '#lib/accounts/audit-log';
import { readPeople } from '#lib/office/people';
import { cursorOf, pageOrNotFound } from '../../../_shell/paging.ts';
import { requireStaff } from '../../_office/require-staff.ts';
import { WideTable } from '../../_office/wide-table.tsx';

const ENTRIES_PER_PAGE = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('auditLog') };
}

export default async function AuditLogPage({ searchParams }: PageProps<'/office/audit-log'>) {
  await requireStaff('audit-log.read', '/office/audit-log');
  const cursor = cursorOf(await searchParams);
  const [t, format, { items, nextCursor }] = await Promise.all([
    getTranslations('office'),
    getFormatter(),
    pageOrNotFound(readAuditLog({ limit: ENTRIES_PER_PAGE, cursor })),
  ]);
  const userOf = (subject: string) => (subject.startsWith('user:') ? [subject.slice('user:'.length)] : []);
  const people = await readPeople(
    items.flatMap(({ actorId, subject }) => [...(actorId ? [actorId] : []), ...userOf(subject)]),
  );
  const nameOf = (userId: string) => people.get(userId)?.name ?? userId.slice(-8);
  return (
    <>
      <h1 className="text-head font-strong">{t('sections.auditLog')}</h1>
      <p className="mt-1 mb-4 text-quiet">{t('auditLog.lead')}</p>
      {items.length === 0 ? (
        <p className="text-lead text-quiet">{t('auditLog.empty')}</p>
      ) : (
        <WideTable label={t('sections.auditLog')}>
          <thead className="text-left text-quiet">
            <tr>
              {(['when', 'who', 'what', 'whom', 'change', 'why', 'origin'] as const).map((column) => (
                <th key={column} scope="col" className="py-2 pr-4 font-medium">
                  {t(`auditLog.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, createdAt, actorId, action, subject, before, after, reason, origin }) => (
              <tr key={id} className="border-t border-rule align-top">
                <td className="figures py-2 pr-4 whitespace-nowrap">
                  {format.dateTime(new Date(createdAt), 'moment')}
                </td>
                <td className="py-2 pr-4">{actorId ? nameOf(actorId) : t('auditLog.nobody')}</td>
                <td className="py-2 pr-4">{t(`auditLog.actions.${action}`)}</td>
                <td className="figures py-2 pr-4 wrap-anywhere">
                  {userOf(subject).map(nameOf)[0] ?? subjectOf(subject)}
                </td>
                <td className="figures py-2 pr-4 wrap-anywhere">{changeOf(before, after)}</td>
                <td className="py-2 pr-4">{reason}</td>
                <td className="figures py-2">{origin}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <OlderLink path="/office/audit-log" cursor={nextCursor} label={t('auditLog.older')} />
    </>
  );
}

/** On what something was done: `order …1f2e3d4c`, `day 2026-05-01`. */
function subjectOf(subject: string): string {
  const [kind, ...id] = subject.split(':');
  return `${kind} ${textOf(id.join(':'))}`;
}

/** What changed, as one line: `role: customer → counter`. */
function changeOf(before: Record<string, unknown> | null, after: Record<string, unknown> | null): string {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => {
      const [was, is] = [before?.[name], after?.[name]];
      const change = [was, is].filter((value) => value !== undefined).map(textOf);
      return `${name}: ${change.join(' → ')}`;
    })
    .join(', ');
}

/** A value as a short text: of an id or a hash its end. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[0-9a-f-]{36,}$/.test(text) ? `…${text.slice(-8)}` : text;
}
