/** What a customer can be told of. */
export const events = ['order-paid', 'order-refused', 'low-balance'] as const;

export type NewsEvent = (typeof events)[number];
