import { getTranslations } from 'next-intl/server';
import { Filters } from '#components/ui/filters';

const reports = { days: '/office/reports', sales: '/office/reports/sales', liabilities: '/office/reports/liabilities' };

/** The head of each report: what it shows, and the way to the others. */
export async function ReportsHeader({
  current,
  children,
}: {
  current: keyof typeof reports;
  children: React.ReactNode;
}) {
  const [t, sections] = await Promise.all([getTranslations('office.reports'), getTranslations('office.sections')]);
  const choices = Object.entries(reports) as [keyof typeof reports, string][];
  return (
    <header className="grid gap-3">
      <div>
        <h1 className="text-head font-strong">{sections('reports')}</h1>
        <p className="mt-1 text-quiet">{t(`leads.${current}`)}</p>
      </div>
      <div className="print:hidden">
        <Filters
          label={sections('reports')}
          choices={choices.map(([name, href]) => ({ href, name: t(`kinds.${name}`), isCurrent: name === current }))}
        />
      </div>
      {children}
    </header>
  );
}
