import type { Transaction } from '#lib/db/transact';

/** At how many the shop begins to say that they are left. */
export const FEW_LEFT = 5;

/** Tells open pages, after the commit, that what the shop offers is another. */
export const announce = (tx: Transaction): void => tx.signal({ topic: 'catalogue', key: 'shop' });
