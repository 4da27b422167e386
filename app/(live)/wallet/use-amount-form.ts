import { useActionForm } from '../../_forms/use-action-form.ts';
import type { AmountField, Movement } from './schema.ts';

export interface WalletFormProps {
  formKey: string;
  /** Minor units. */
  balance: number;
  currency: string;
}

type ActionForm = typeof useActionForm<AmountField, Movement>;

/** A form that moves an amount of the shop's currency. See `useActionForm`. */
export const useAmountForm = (
  action: Parameters<ActionForm>[0],
  formKey: string,
  currency: string,
  onValid: Parameters<ActionForm>[4],
) =>
  useActionForm<AmountField, Movement>(
    action,
    formKey,
    async () => (await import('./schema.ts')).amountForm(currency),
    {},
    onValid,
  );
