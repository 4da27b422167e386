import { decimalMoney } from '#lib/money';
import { listCustomers } from '#lib/office/customers';
import { shopCurrency } from '#lib/shop/currency';
import { csvFile } from '../../../../_shell/csv.ts';
import { requireStaff } from '../../../_office/require-staff.ts';

/** The customers who match the query as a CSV file, newest first. Balances in major units. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireStaff('customers.details', '/office/customers');
  const query = new URL(request.url).searchParams.get('query') ?? '';
  const currency = await shopCurrency();
  return csvFile(
    'customers.csv',
    ['id', 'name', 'email', 'phone', 'card', 'balance', 'currency', 'blocked', 'registered', 'note'],
    async (page) => (await listCustomers(user, { ...page, query })) ?? { items: [], nextCursor: null },
    ({ userId, name, email, phone, cardId, balance, blocked, createdAt, note }) => [
      userId,
      name,
      email,
      phone,
      cardId,
      decimalMoney(balance, currency),
      currency,
      String(blocked),
      createdAt.toISOString(),
      note,
    ],
  );
}
