'use client';

import { useState } from 'react';
import { formatMoney } from '#lib/money';
import { useOfficeField } from '../../../_office/office-form.tsx';
import { QuantityField } from '../../../_office/quantity-field.tsx';

interface RefundLine {
  field: string;
  productId: string;
  name: string;
  /** Minor units. */
  price: number;
  /** How many can still be refunded. */
  left: number;
}

interface RefundFieldsProps {
  lines: RefundLine[];
  currency: string;
  locale: string;
  mayCancel: boolean;
  texts: Record<'which' | 'items' | 'all' | 'cancel' | 'whichFault' | 'means' | 'cancelMeans' | 'left', string>;
}

/** What is to be refunded, and what that is in money before it is done. */
export function RefundFields({ lines, currency, locale, mayCancel, texts }: RefundFieldsProps) {
  const { typed, isFaulty } = useOfficeField('which');
  const [which, choose] = useState(typed || 'items');
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const everything = lines.reduce((sum, { price, left }) => sum + price * left, 0);
  const chosen = lines.reduce((sum, { field, price }) => sum + price * (quantities[field] ?? 0), 0);
  const shown = (amount: number) => formatMoney(amount, currency, locale);
  const choices = ['items', 'all', ...(mayCancel ? ['cancel'] : [])] as ('items' | 'all' | 'cancel')[];
  return (
    <>
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium">{texts.which}</legend>
        {choices.map((choice) => (
          <label key={choice} className="flex min-h-11 items-center gap-3">
            <input
              type="radio"
              name="which"
              value={choice}
              defaultChecked={which === choice}
              onChange={() => choose(choice)}
              className="size-5"
            />
            <span>
              {texts[choice]}
              {choice !== 'items' && <span className="figures text-quiet"> {shown(everything)}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <ul className={which === 'items' ? 'grid gap-1' : 'needs-no-script grid gap-1'}>
        {lines.map((line) => (
          <QuantityField
            key={line.field}
            field={line.field}
            label={line.name}
            facts={`${shown(line.price)} · ${texts.left} ${line.left}`}
            max={line.left}
            onChange={(quantity) => setQuantities((before) => ({ ...before, [line.field]: quantity }))}
          />
        ))}
      </ul>
      {isFaulty && <p className="text-note text-bad">{texts.whichFault}</p>}
      <p
        className="needs-script flex items-baseline justify-between gap-4 border-t border-ink pt-2 font-medium"
        aria-live="polite"
      >
        <span>{which === 'cancel' ? texts.cancelMeans : texts.means}</span>
        <span className="figures">{shown(which === 'items' ? chosen : everything)}</span>
      </p>
    </>
  );
}
