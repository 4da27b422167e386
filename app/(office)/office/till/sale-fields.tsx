'use client';

import { useState } from 'react';
import { formatMoney } from '#lib/money';
import { useOfficeField } from '../../_office/office-form.tsx';
import { QuantityField } from '../../_office/quantity-field.tsx';

interface SaleLine {
  field: string;
  name: string;
  /** Minor units. */
  price: number;
  facts: string;
  max: number | undefined;
}

interface SaleFieldsProps {
  lines: SaleLine[];
  /** Of the customer, in minor units. */
  balance: number;
  currency: string;
  locale: string;
  texts: Record<'fault' | 'total' | 'after' | 'short', string>;
}

/** How many of which product, what that costs, and what it leaves on the balance. */
export function SaleFields({ lines, balance, currency, locale, texts }: SaleFieldsProps) {
  const { isFaulty } = useOfficeField('items');
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const total = lines.reduce((sum, { field, price }) => sum + price * (quantities[field] ?? 0), 0);
  const left = balance - total;
  const shown = (amount: number) => formatMoney(amount, currency, locale);
  return (
    <>
      <ul className="grid gap-1">
        {lines.map(({ field, name, facts, max }) => (
          <QuantityField
            key={field}
            field={field}
            label={name}
            facts={facts}
            max={max}
            onChange={(quantity) => setQuantities((before) => ({ ...before, [field]: quantity }))}
          />
        ))}
      </ul>
      {isFaulty && <p className="text-note text-bad">{texts.fault}</p>}
      <dl className="needs-script grid grid-cols-[1fr_auto] gap-x-4 border-t border-ink pt-2" aria-live="polite">
        <dt className="font-medium">{texts.total}</dt>
        <dd className="figures text-right font-medium">{shown(total)}</dd>
        <dt className={left < 0 ? 'text-bad' : 'text-quiet'}>{left < 0 ? texts.short : texts.after}</dt>
        <dd className={`figures text-right ${left < 0 ? 'text-bad' : 'text-quiet'}`}>{shown(Math.abs(left))}</dd>
      </dl>
    </>
  );
}
