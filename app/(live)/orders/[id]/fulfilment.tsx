import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge';
import { Shape } from '#components/ui/shape';

const states = ['accepted', 'preparing', 'ready', 'collected'] as const;

interface FulfilmentProps {
  /** Whose number it is. */
  label: string;
  /** By which the order is called out. */
  number: number;
  fulfilment: (typeof states)[number] | 'cancelled';
}

/** The number of a paid order, big, and how far it is as a line of steps. */
export function Fulfilment({ label, number, fulfilment }: FulfilmentProps) {
  const t = useTranslations('order');
  const reached = (states as readonly string[]).indexOf(fulfilment);
  return (
    <div className="mt-4 grid gap-3 border-y border-rule py-4">
      <p className="grid">
        <span className="text-note text-quiet">{label}</span>
        <span className="figures text-[2.75rem] font-strong leading-none">{number}</span>
      </p>
      {fulfilment === 'cancelled' ? (
        <Badge tone="bad">{t('fulfilment.cancelled')}</Badge>
      ) : (
        <ol className="grid grid-cols-4 gap-1">
          {states.map((state, index) => (
            <li
              key={state}
              aria-current={state === fulfilment ? 'step' : undefined}
              className={clsx(
                'grid justify-items-start gap-1 border-t-2 pt-2 text-note',
                index <= reached ? 'border-accent' : 'border-rule text-quiet',
                state === fulfilment && 'font-strong',
              )}
            >
              <Shape kind={index <= reached ? 'disc' : 'ring'} />
              <span className="wrap-anywhere">{t(`fulfilment.${state}`)}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
