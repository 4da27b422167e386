import { useFormatter, useTranslations } from 'next-intl';

/** What an order cost in a style; times in milliseconds since its first message, null while they are not known. */
export interface FiguresOfOrder {
  messages: number;
  callBacks: number;
  answeredAfter: number | null;
  outcomeAfter: number | null;
}

/** The figures of one style, and a bar on the clock of all: how long the browser waited, and how long the services went on. */
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
  /** How the bar above shows it. */
  mark?: string;
  /** When it was known. */
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
