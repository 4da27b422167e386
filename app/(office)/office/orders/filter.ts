import { z } from 'zod';
import { sentProductId } from '#lib/gateway/schemas';
import { fulfilmentFilter, orderStatus } from '#lib/office/order-schemas';
import { day } from '#lib/office/schemas';

type Params = Record<string, string | string[] | undefined>;

const orderNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);
const query = z.string().trim().min(1).max(200);

/** The filter in the address of the orders; what is invalid counts as absent. */
export const filterOf = ({ fulfilment, status, day: wanted, number, customer, product }: Params) => ({
  fulfilment: fulfilmentFilter.safeParse(fulfilment).data,
  status: orderStatus.safeParse(status).data,
  day: day.safeParse(wanted).data,
  number: orderNumber.safeParse(number).data,
  customer: query.safeParse(customer).data,
  productId: sentProductId.safeParse(product).data,
});

export type ListFilter = ReturnType<typeof filterOf>;

/** The same as query parameters. */
export const queryOf = ({ productId: product, ...filter }: ListFilter): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...filter, product }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
