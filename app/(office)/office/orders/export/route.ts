import { decimalMoney } from '#lib/money';
import { listOrders } from '#lib/office/orders';
import { csvFile } from '../../../../_shell/csv.ts';
import { requireStaff } from '../../../_office/require-staff.ts';
import { filterOf } from '../filter.ts';

/** The orders that match the filter as a CSV file, newest first. Amounts in major units. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireStaff('reports.read', '/office/orders');
  const filter = filterOf(Object.fromEntries(new URL(request.url).searchParams));
  return csvFile(
    'orders.csv',
    ['order', 'number', 'time', 'customer', 'name', 'items', 'status', 'fulfilment', 'total', 'refunded', 'currency'],
    async (page) => (await listOrders(user, filter, page)) ?? { items: [], nextCursor: null },
    ({ orderId, number, createdAt, userId, customerName, items, status, fulfilment, total, refunded, currency }) => [
      orderId,
      number,
      createdAt,
      userId,
      customerName,
      items.map(({ name, quantity }) => `${quantity} × ${name}`).join(', '),
      status,
      fulfilment,
      decimalMoney(total, currency),
      decimalMoney(refunded, currency),
      currency,
    ],
  );
}
