import clsx from 'clsx';
import { useFormatter } from 'next-intl';
import { Shape } from '#components/ui/shape';

interface Step {
  name: string;
  /** ISO 8601; null while it has not happened. */
  time: string | null;
}

/** What happened to an order, and when. */
export function Timeline({ steps }: { steps: Step[] }) {
  const format = useFormatter();
  return (
    <ol className="grid">
      {steps.map(({ name, time }) => (
        <li key={name} className={clsx('flex items-center gap-3 border-b border-rule py-2', !time && 'text-quiet')}>
          <Shape kind={time ? 'disc' : 'ring'} />
          <span className="flex-1">{name}</span>
          {time ? (
            <time dateTime={time} className="figures text-note text-quiet">
              {format.dateTime(new Date(time), 'seconds')}
            </time>
          ) : (
            <span aria-hidden>…</span>
          )}
        </li>
      ))}
    </ol>
  );
}
