'use client';

import clsx from 'clsx';
import { ChevronDown, ChevronUp, GripVertical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useOptimistic, useRef, useState } from 'react';
import { ActionForm } from '../../../_forms/action-form.tsx';
import { moveProductAction } from './actions.ts';
import { movedBefore, moveText } from './move.ts';

interface ProductOrderProps {
  rows: { productId: string; name: string; content: React.ReactNode }[];
  /** The product that follows the last row in the whole catalogue; null where none does. */
  next: string | null;
  mayEdit: boolean;
}

/** The products in the order of the shop. One is moved by its buttons, which work without JavaScript, or dragged by its handle. */
export function ProductOrder({ rows, next, mayEdit }: ProductOrderProps) {
  const t = useTranslations('catalogue.order');
  const ids = rows.map(({ productId }) => productId);
  const [order, showOrder] = useOptimistic(ids);
  const list = useRef<HTMLUListElement>(null);
  /** Sends what was dragged. */
  const dropped = useRef<HTMLButtonElement>(null);
  const [drag, setDrag] = useState<{ productId: string; before: string | null } | null>(null);
  const [said, say] = useState('');
  // A row that moves down is taken out and put in again, which loses the focus of its button.
  const pressed = useRef<string | null>(null);
  const shown = order.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus is looked after whenever the order changes.
  useEffect(() => {
    if (pressed.current) document.getElementById(pressed.current)?.focus();
  }, [shown]);
  if (!mayEdit)
    return (
      <ul aria-label={t('list')} className="border-t border-rule">
        {rows.map(({ productId, content }) => (
          <li key={productId} className="flex border-b border-rule">
            {content}
          </li>
        ))}
      </ul>
    );

  const show = (form: FormData) => {
    const [productId, before] = JSON.parse(String(form.get('move'))) as [string, string | null];
    const moved = movedBefore(order, productId, before === next ? null : before);
    showOrder(moved);
    const name = rows.find((row) => row.productId === productId)?.name ?? productId;
    say(t('moved', { product: name, place: moved.indexOf(productId) + 1, count: moved.length }));
  };
  const drop = () => {
    setDrag(null);
    const { current: button } = dropped;
    if (!drag || !button || drag.before === drag.productId) return;
    button.value = moveText(drag.productId, drag.before ?? next);
    button.form?.requestSubmit(button);
  };
  const target = (pointerY: number): string | null => {
    const items = [...(list.current?.children ?? [])];
    const at = items.findIndex((item) => {
      const { top, height } = item.getBoundingClientRect();
      return pointerY < top + height / 2;
    });
    return at === -1 ? null : (order[at] ?? null);
  };
  const byId = new Map(rows.map((row) => [row.productId, row]));
  return (
    <ActionForm
      action={moveProductAction}
      onSend={show}
      onClick={({ target: clicked }) => {
        pressed.current = (clicked as Element).closest('button')?.id ?? null;
      }}
    >
      <p role="status" className="sr-only">
        {said}
      </p>
      <button ref={dropped} type="submit" name="move" hidden />
      <ul ref={list} aria-label={t('list')} className={clsx('border-t border-rule', drag && 'select-none')}>
        {order.map((productId, index) => {
          const row = byId.get(productId);
          if (!row) return null;
          const buttons = [
            {
              way: 'up',
              before: order[index - 1] ?? productId,
              isLast: index === 0,
              icon: <ChevronUp aria-hidden size={18} />,
            },
            {
              way: 'down',
              before: index === order.length - 1 ? productId : (order[index + 2] ?? next),
              isLast: index === order.length - 1,
              icon: <ChevronDown aria-hidden size={18} />,
            },
          ] as const;
          return (
            <li
              key={productId}
              className={clsx(
                'relative flex items-center border-b border-rule',
                drag?.productId === productId && 'opacity-40',
                drag?.before === productId &&
                  'before:absolute before:inset-x-0 before:-top-0.5 before:h-1 before:bg-accent',
                drag?.before === null &&
                  index === order.length - 1 &&
                  'after:absolute after:inset-x-0 after:-bottom-0.5 after:h-1 after:bg-accent',
              )}
            >
              <button
                type="button"
                tabIndex={-1}
                aria-label={t('drag', { product: row.name })}
                className="needs-script -ml-2 grid size-11 shrink-0 cursor-grab touch-none place-items-center text-quiet hover:text-ink"
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId);
                  setDrag({ productId, before: productId });
                }}
                onPointerMove={(event) => drag && setDrag({ productId: drag.productId, before: target(event.clientY) })}
                onPointerUp={drop}
                onPointerCancel={() => setDrag(null)}
              >
                <GripVertical aria-hidden size={18} />
              </button>
              {row.content}
              <span className="flex shrink-0 max-sm:flex-col">
                {buttons.map(({ way, before, isLast, icon }) => (
                  <button
                    key={way}
                    type="submit"
                    id={`${way}-${productId}`}
                    name="move"
                    value={moveText(productId, before)}
                    aria-label={t(way, { product: row.name })}
                    aria-disabled={isLast || undefined}
                    onClick={(event) => isLast && event.preventDefault()}
                    className="grid h-11 w-9 place-items-center text-quiet hover:text-ink aria-disabled:opacity-30 max-sm:h-8"
                  >
                    {icon}
                  </button>
                ))}
              </span>
            </li>
          );
        })}
      </ul>
    </ActionForm>
  );
}
