import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge';
import { PageLink } from '#components/ui/page-link';
import { may } from '#lib/accounts/roles';
import { type BoardCard, type BoardState, readBoard } from '#lib/office/board';
import { newFormKey } from '../../../_forms/form-key.ts';
import { pageOrNotFound } from '../../../_shell/paging.ts';
import { requireStaff } from '../../_office/require-staff.ts';
import { BoardKeys } from './board-keys.tsx';
import { MoveButtons } from './move-buttons.tsx';
import { Board } from './move-form.tsx';
import { NewOrderSignals } from './new-order-signals.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('counter') };
}

/** The board of the counter: what is accepted, in preparation and ready. */
export default async function CounterPage() {
  const user = await requireStaff('orders.read', '/office/counter');
  const [t, sections, { columns, handedOver }] = await Promise.all([
    getTranslations('office.counter'),
    getTranslations('office.sections'),
    pageOrNotFound(readBoard(user)),
  ]);
  const mayMove = may(user.role, 'orders.advance');
  const idsIn = (state: BoardState) =>
    columns.flatMap((column) => (column.state === state ? column.cards.map(({ orderId }) => orderId) : []));
  return (
    <div className="grid grid-cols-1 gap-2">
      <Board
        formKey={newFormKey()}
        heading={
          <>
            <h1 className="text-title font-strong">{sections('counter')}</h1>
            {mayMove && (
              <NewOrderSignals
                accepted={idsIn('accepted')}
                others={[...idsIn('preparing'), ...idsIn('ready'), ...handedOver.map(({ orderId }) => orderId)]}
                texts={{ signals: t('signals'), sound: t('sound'), vibration: t('vibration') }}
              />
            )}
            <PageLink href="/pickup" className="order-last ml-auto text-quiet underline-offset-4 hover:underline">
              {t('pickup')}
            </PageLink>
          </>
        }
      >
        <div className="grid grid-cols-1 items-start gap-x-4 gap-y-6 md:grid-cols-3">
          {columns.map(({ state, count, cards }) => (
            <section key={state} aria-labelledby={state} className="grid min-w-0 grid-cols-1 gap-2">
              <h2 id={state} className="flex justify-between border-b border-ink pb-1 font-strong">
                {t(`states.${state}`)} <span className="figures">{count}</span>
              </h2>
              {cards.length === 0 && <p className="text-quiet">{t(`empty.${state}`)}</p>}
              <ul className="grid grid-cols-1 gap-2">
                {cards.map((card) => (
                  <li key={card.orderId}>
                    <OrderCard card={card} state={state} mayMove={mayMove} />
                  </li>
                ))}
              </ul>
              {count > cards.length && (
                <p className="text-note text-quiet">{t('more', { count: count - cards.length })}</p>
              )}
            </section>
          ))}
        </div>
        {mayMove && handedOver.length > 0 && (
          <section aria-labelledby="handed-over" className="mt-2 border-t border-rule pt-2">
            <h2 id="handed-over" className="text-note text-quiet">
              {t('handedOver')}
            </h2>
            <ul className="flex flex-wrap gap-x-6">
              {handedOver.map(({ orderId, number, firstName }) => (
                <li
                  key={orderId}
                  data-order={orderId}
                  tabIndex={-1}
                  className="flex items-center gap-1 rounded-control"
                >
                  <span className="figures font-strong">{number}</span> {firstName}
                  <MoveButtons orderId={orderId} number={number} from="collected" isUndo />
                </li>
              ))}
            </ul>
          </section>
        )}
        {mayMove && <BoardKeys help={t('keys')} />}
      </Board>
    </div>
  );
}

interface OrderCardProps {
  card: BoardCard;
  state: BoardState;
  mayMove: boolean;
}

async function OrderCard({
  card: { orderId, number, items, firstName, minutes, isLate },
  state,
  mayMove,
}: OrderCardProps) {
  const t = await getTranslations('office.counter');
  return (
    <article
      aria-label={t('order', { number })}
      data-order={orderId}
      tabIndex={-1}
      className="grid grid-cols-1 gap-1 rounded-control border border-rule bg-sheet px-3 py-1.5"
    >
      <header className="flex items-baseline justify-between gap-3">
        <PageLink
          href={`/office/orders/${orderId}`}
          prefetch={false}
          className="figures text-head leading-none font-strong hover:underline"
        >
          {number}
        </PageLink>
        <span className="min-w-0 flex-1 truncate">{firstName}</span>
        <span className="flex shrink-0 items-baseline gap-2 text-note text-quiet">
          {isLate && <Badge tone="bad">{t('late')}</Badge>}
          {minutes === 0 ? t('justNow') : t('minutes', { minutes })}
        </span>
      </header>
      <p className="leading-snug wrap-anywhere">
        {items.map(({ productId, name, quantity }, index) => (
          <span key={productId}>
            {index > 0 && ', '}
            <span className="figures font-strong">{quantity}</span> {name}
          </span>
        ))}
      </p>
      {mayMove && <MoveButtons orderId={orderId} number={number} from={state} />}
    </article>
  );
}
