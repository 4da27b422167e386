import { useTranslations } from 'next-intl';
import type { ShownProblem } from './form-state.ts';

/** Says what went wrong, what it means and what to do, and under which id support finds it. */
export function FormProblem({ problem }: { problem: ShownProblem | null }) {
  const t = useTranslations('forms');
  return (
    // Out of the flow while there is nothing to say: it must stand there before, to be read aloud, but takes no gap of the form. In a row it has a line of its own.
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
