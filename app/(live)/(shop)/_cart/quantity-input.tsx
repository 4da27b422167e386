'use client';

import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

interface QuantityInputProps {
  name: string;
  /** The name of the product, for labels. */
  product: string;
  value: number;
  /** The lowest quantity. Zero where the line can be removed. */
  min: 0 | 1;
  onChange: (quantity: number) => void;
}

/** The quantity of a product: a text field with buttons for one more and one less. */
export function QuantityInput({ name, product, value, min, onChange }: QuantityInputProps) {
  const t = useTranslations('shop');
  // While the field is empty somebody is typing: the line is not removed yet.
  const [isCleared, setCleared] = useState(false);
  const button = 'needs-script grid size-11 place-items-center hover:text-accent disabled:opacity-30';
  return (
    <div className="flex rounded-control border border-edge bg-sheet">
      <button
        type="button"
        className={button}
        aria-label={t('fewer', { product })}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
      >
        <Minus aria-hidden size={16} />
      </button>
      <input
        name={name}
        aria-label={t('quantity', { product })}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={isCleared ? '' : value}
        onChange={(event) => {
          const quantity = Math.min(Math.max(Number.parseInt(event.target.value, 10) || 0, 0), 9_999);
          setCleared(quantity === 0);
          if (quantity > 0) onChange(quantity);
        }}
        onBlur={() => {
          if (isCleared) onChange(min);
          setCleared(false);
        }}
        className="figures -outline-offset-2 h-11 w-10 rounded-control bg-transparent text-center"
      />
      <button type="button" className={button} aria-label={t('more', { product })} onClick={() => onChange(value + 1)}>
        <Plus aria-hidden size={16} />
      </button>
    </div>
  );
}
