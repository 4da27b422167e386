/** The order number people see: the last eight characters of the id, which are random. */
export const orderNumber = (orderId: string): string => orderId.slice(-8);
