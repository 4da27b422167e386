import { useFormatter, useTranslations } from 'next-intl';

/** The figures of an order in one style. Times in milliseconds since its first message, null while unknown. */
export interface FiguresOfOrder {
  messages: number;
  callBacks: number;
  answeredAfter: number | null;
  outcomeAfter: number | null;
}

/**
 * The figures of one style, and a bar on a scale shared by all styles: the browser's wait, then the services' remaining
 * work.
 */
export function LabFigures({ figures, longest }: { figures: FiguresOfOrder; longest: number }) {
  const t = useTranslations('lab');
  const format = useFormatter();
  const { messages, callBacks, answeredAfter: answer, outcomeAfter: outcome } = figures;
  const time = (ms: number | null) => (ms === null ? t('pending') : t('milliseconds', { count: format.number(ms) }));
  const percent = (ms: number) => `${(Math.max(0, ms) / longest) * 100}%`;
  return (
    <div className="grid content-start gap-3">
      {answer !== null && outcome !== null && (
        <div
          role="img"
          aria-label={t('bar', { answer: format.number(answer), outcome: format.number(Math.max(answer, outcome)) })}
          className="flex h-3 border-b border-edge"
        >
          <span data-from={0} data-to={answer} className="origin-left bg-accent" style={{ width: percent(answer) }} />
          <span
            data-from={answer}
            data-to={Math.max(answer, outcome)}
            className="going-on origin-left"
            style={{ width: percent(outcome - answer) }}
          />
        </div>
      )}
      <dl className="grid gap-1">
        <Figure name={t('answer')} mark="bg-accent" value={time(answer)} at={answer} isStrong />
        <Figure name={t('outcomeAfter')} mark="going-on" value={time(outcome)} at={outcome} />
        <Figure name={t('messages')} value={format.number(messages)} />
        <Figure name={t('callBacks')} value={format.number(callBacks)} />
      </dl>
    </div>
  );
}

interface FigureProps {
  name: string;
  value: string;
  /** The class of its part of the bar. */
  mark?: string;
  /** When the value became known, in milliseconds. */
  at?: number | null;
  isStrong?: boolean;
}

function Figure({ name, value, mark, at, isStrong = false }: FigureProps) {
  return (
    <div className="flex items-baseline gap-2">
      <dt className="flex items-baseline gap-2 text-quiet">
        <span aria-hidden className={`size-2.5 ${mark ?? ''}`} />
        {name}
      </dt>
      <span aria-hidden className="leader" />
      <dd className={`figures ${isStrong ? 'text-title font-strong' : ''}`} data-at={at ?? undefined}>
        {value}
      </dd>
    </div>
  );
}
