'use client';

import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';

const QUANTITY_MAX = 1_000;

interface QuantityInputProps {
  name: string;
  /** What it is the quantity of. */
  product: string;
  value: string;
  onChange: (quantity: string) => void;
}

/** How many of a product: typed, or stepped with the buttons beside it. */
export function QuantityInput({ name, product, value, onChange }: QuantityInputProps) {
  const t = useTranslations('shop');
  const step = (by: number) => onChange(String(Math.min(QUANTITY_MAX, Math.max(0, (Number(value) || 0) + by))));
  const button = 'needs-script grid size-11 place-items-center disabled:opacity-30';
  return (
    <div className="flex rounded-control border border-edge bg-sheet">
      <button
        type="button"
        className={button}
        aria-label={t('fewer', { product })}
        disabled={!Number(value)}
        onClick={() => step(-1)}
      >
        <Minus aria-hidden size={18} />
      </button>
      <input
        name={name}
        aria-label={t('quantity', { product })}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        placeholder="0"
        value={value}
        onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, '').slice(0, 4))}
        className="figures -outline-offset-2 h-11 rounded-control w-11 bg-transparent text-center text-lead placeholder:text-quiet"
      />
      <button type="button" className={button} aria-label={t('more', { product })} onClick={() => step(1)}>
        <Plus aria-hidden size={18} />
      </button>
    </div>
  );
}
