import { useLocale, useTranslations } from 'next-intl';
import { Field } from '#components/ui/field';
import { AMOUNT_MAX, decimalMoney, formatMoney, minorDigits } from '#lib/money';

interface AmountInputProps extends React.ComponentProps<typeof Field> {
  currency: string;
}

/** A field for an amount in major units of the shop's currency. */
export function AmountInput({ currency, ...input }: AmountInputProps) {
  const t = useTranslations('forms');
  const locale = useLocale();
  const example = decimalMoney(10 ** minorDigits(currency) * 10 + (minorDigits(currency) > 0 ? 50 : 0), currency);
  const most = formatMoney(AMOUNT_MAX, currency, locale);
  return (
    <Field
      {...input}
      error={t('fault.amount', { example, most })}
      prefix={currency}
      inputMode="decimal"
      autoComplete="off"
      required
    />
  );
}
