import type { OfficeProduct } from '#lib/office/catalogue';

/** What customers can do with a product: order it, wait for it, not see that it can be ordered, or not see it at all. */
export const productStates = ['available', 'sold-out', 'off', 'archived'] as const;
export type ProductState = (typeof productStates)[number];

/** The state of a product at a moment. */
export function stateOf({ archived, available, stock, soldOutUntil }: OfficeProduct, now: Date): ProductState {
  if (archived) return 'archived';
  if (!available) return 'off';
  return stock === 0 || isLater(soldOutUntil, now) ? 'sold-out' : 'available';
}

/** Whether a time lies ahead. */
export const isLater = (time: string | null, now: Date): time is string => time !== null && new Date(time) > now;
