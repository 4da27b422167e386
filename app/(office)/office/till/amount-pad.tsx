'use client';

import { useRef } from 'react';
import { Button } from '#components/ui/button';
import { formatMoney, minorDigits } from '#lib/money';
import { OfficeField } from '../../_office/office-form.tsx';

interface AmountPadProps {
  id: string;
  currency: string;
  locale: string;
  /** Amounts that one press adds, in major units. */
  presets: number[];
  /** `digit` and `preset` hold the placeholder of their value. */
  texts: { amount: string; fault: string; clear: string; digit: string; preset: string };
}

const KEYS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '0', '.', '00'];

/** A field for an amount, with presets and keys for fingers. Without JavaScript it is the field alone. */
export function AmountPad({ id, currency, locale, presets, texts }: AmountPadProps) {
  const wrapper = useRef<HTMLDivElement>(null);
  const change = (next: (text: string) => string) => {
    const field = wrapper.current?.querySelector('input');
    if (field) field.value = next(field.value);
  };
  const add = (amount: number) =>
    change((text) => {
      const sum = Number(text.replace(',', '.') || 0) + amount;
      return Number.isFinite(sum) ? sum.toFixed(Number.isInteger(sum) ? 0 : minorDigits(currency)) : String(amount);
    });
  return (
    <div ref={wrapper} className="grid gap-2">
      <OfficeField
        id={id}
        name="amount"
        label={texts.amount}
        error={texts.fault}
        prefix={currency}
        inputMode="decimal"
        autoComplete="off"
        required
      />
      <div className="needs-script flex flex-wrap gap-2">
        {presets.map((amount) => {
          const shown = formatMoney(amount * 10 ** minorDigits(currency), currency, locale);
          return (
            <Button
              key={amount}
              type="button"
              variant="outline"
              className="figures"
              aria-label={texts.preset.replace('{amount}', shown)}
              onClick={() => add(amount)}
            >
              +{shown}
            </Button>
          );
        })}
      </div>
      <div className="needs-script grid grid-cols-3 gap-2">
        {KEYS.map((key) => (
          <Button
            key={key}
            type="button"
            variant="outline"
            className="figures text-title"
            aria-label={texts.digit.replace('{digit}', key)}
            onClick={() => change((text) => text + key)}
          >
            {key}
          </Button>
        ))}
      </div>
      <Button
        type="button"
        variant="quiet"
        className="needs-script justify-self-start"
        onClick={() => change(() => '')}
      >
        {texts.clear}
      </Button>
    </div>
  );
}
