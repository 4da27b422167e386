import { useLocale, useTranslations } from 'next-intl';
import { Field } from '#components/ui/field';
import { formatMoney, minorDigits } from '#lib/money';

interface AmountInputProps extends React.ComponentProps<'input'> {
  name: string;
  label: string;
  currency: string;
  isFaulty: boolean;
}

/** The field for an amount of the shop's currency, in major units. */
export function AmountInput({ currency, isFaulty, ...input }: AmountInputProps) {
  const t = useTranslations('forms');
  const example = formatMoney(10 ** minorDigits(currency) * 10, currency, useLocale());
  return (
    <Field
      {...input}
      error={isFaulty ? t('fault.amount', { example }) : undefined}
      prefix={currency}
      inputMode="decimal"
      autoComplete="off"
      required
    />
  );
}
