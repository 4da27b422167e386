import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { OrderBadge } from '#components/orders/order-badge';
import { momentsOf, SequenceDiagram } from '#components/sequence-diagram/sequence-diagram';
import { type FiguresOfOrder, LabFigures } from './lab-figures.tsx';

interface LabColumnProps {
  style: 'command-reply' | 'event-notification' | 'event-collaboration';
  /** This run's order in this style. Without one, the column only describes the style. */
  order:
    | (FiguresOfOrder & {
        status: 'pending' | 'paid' | 'refused';
        items: React.ComponentProps<typeof SequenceDiagram>['items'];
      })
    | undefined;
  /** How long the slowest style took, in milliseconds: the scale of every bar. */
  longest: number;
}

/** One style: what it is, how it handled the order, who waited for whom, and when to choose it. */
export function LabColumn({ style, order, longest }: LabColumnProps) {
  const t = useTranslations('lab');
  return (
    <article
      data-column
      aria-labelledby={`style-${style}`}
      className={clsx(
        'grid w-[86%] shrink-0 snap-start content-start gap-5 border-t-2 border-ink pt-3 sm:w-[26rem] lg:w-auto lg:grid-rows-subgrid',
        order ? 'lg:row-span-5' : 'lg:row-span-2',
      )}
    >
      <header>
        <h2 id={`style-${style}`} className="figures text-lead font-strong">
          {t(`styles.${style}.name`)}
        </h2>
        <p className="text-quiet">{t(`styles.${style}.what`)}</p>
        {order && (
          <p className="mt-1">
            <OrderBadge status={order.status} />
          </p>
        )}
      </header>
      {order && (
        <>
          <LabFigures figures={order} longest={longest} />
          <div>
            <h3 className="font-medium">{t('waiting')}</h3>
            <p className="text-quiet">{t(`styles.${style}.waits`)}</p>
          </div>
          <div>
            <h3 className="sr-only">{t('diagram')}</h3>
            <div data-moments={momentsOf(order.items).join(' ')}>
              <SequenceDiagram items={order.items} />
            </div>
          </div>
        </>
      )}
      <dl className="grid content-start gap-3 border-t border-rule pt-4">
        {(['choose', 'buys', 'costs'] as const).map((what) => (
          <div key={what}>
            <dt className="inline font-medium">{t(what)}</dt>{' '}
            <dd className="inline text-quiet">{t(`styles.${style}.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
