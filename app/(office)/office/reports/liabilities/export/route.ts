import { decimalMoney } from '#lib/money';
import { reportLiabilitiesOf } from '#lib/office/ledger';
import { readPeople } from '#lib/office/people';
import { csvFile } from '../../../../../_shell/csv.ts';
import { dayIn } from '../../../../_office/day-in.ts';
import { requireStaff } from '../../../../_office/require-staff.ts';

/** What the shop owed to whom at the end of a day as a CSV file, the largest first. Amounts in major units. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireStaff('reports.read', '/office/reports/liabilities');
  const day = dayIn(Object.fromEntries(new URL(request.url).searchParams));
  const { currency = '', customers = [] } = (await reportLiabilitiesOf(user, day)) ?? {};
  const people = await readPeople(customers.map(({ userId }) => userId));
  return csvFile(
    `liabilities-${day}.csv`,
    ['customer', 'name', 'email', 'balance', 'currency'],
    async () => ({ items: customers, nextCursor: null }),
    ({ userId, balance }) => {
      const { name = null, email = null } = people.get(userId) ?? {};
      return [userId, name, email, decimalMoney(balance, currency), currency];
    },
  );
}
