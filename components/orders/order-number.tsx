/** How people call an order: the last eight signs of its id, which are random. */
export const orderNumber = (orderId: string): string => orderId.slice(-8);
