import { getTranslations } from 'next-intl/server';
import { newFormKey } from '../../../_forms/form-key.ts';
import { MoveForm } from './move-form.tsx';
import { stepsFrom } from './steps.ts';

interface MoveButtonsProps {
  orderId: string;
  number: number;
  from: Parameters<typeof stepsFrom>[0];
  /** Only back, because the order is done. */
  isUndo?: boolean;
}

/** The buttons of an order at the counter: one step on, and one back. */
export async function MoveButtons({ orderId, number, from, isUndo = false }: MoveButtonsProps) {
  const t = await getTranslations('office.counter');
  const { on, back } = stepsFrom(from);
  return (
    <MoveForm
      orderId={orderId}
      number={number}
      from={from}
      formKey={newFormKey()}
      on={on && !isUndo ? { to: on, text: t(`on.${from}`), label: `${t(`on.${from}`)}: ${number}` } : undefined}
      back={back && { to: back, text: t(`back.${back}`), label: `${t(`back.${back}`)}: ${number}` }}
    />
  );
}
