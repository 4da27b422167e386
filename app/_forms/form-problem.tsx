import { useTranslations } from 'next-intl';
import type { ShownProblem } from './form-state.ts';

/** What went wrong, what it means, what to do, and the reference for support. */
export function FormProblem({ problem }: { problem: ShownProblem | null }) {
  const t = useTranslations('forms');
  return (
    // A live region must exist before its text appears; while empty it is out of the flow, so that the form has no
    // extra gap.
    <div role="alert" className="basis-full empty:absolute">
      {problem && (
        <div className="grid gap-1 border-l-2 border-bad pl-3">
          <p>{t(`problem.${problem.kind}`)}</p>
          {problem.correlationId && (
            <p className="text-note text-quiet">
              {t('reference')} <span className="figures wrap-anywhere">{problem.correlationId}</span>
            </p>
          )}
        </div>
      )}
    </div>
  );
}
