import { decimalMoney } from '#lib/money';
import { listTransfers } from '#lib/office/ledger';
import { csvFile } from '../../../../_shell/csv.ts';
import { requireStaff } from '../../../_office/require-staff.ts';
import { filterOf } from '../filter.ts';

/** The transfers that match the filter as a CSV file, newest first. Amounts in major units. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireStaff('ledger.read', '/office/ledger');
  const filter = filterOf(Object.fromEntries(new URL(request.url).searchParams));
  return csvFile(
    'transfers.csv',
    [
      'transfer',
      'time',
      'kind',
      'from',
      'from user',
      'to',
      'to user',
      'amount',
      'currency',
      'method',
      'order',
      'reverses',
      'actor',
      'note',
    ],
    async (page) => (await listTransfers(user, { ...filter, ...page })) ?? { items: [], nextCursor: null },
    ({ transferId, createdAt, kind, debit, credit, amount, currency, method, orderId, reverses, actorId, note }) => [
      transferId,
      createdAt,
      kind,
      debit.account,
      debit.userId,
      credit.account,
      credit.userId,
      decimalMoney(amount, currency),
      currency,
      method,
      orderId,
      reverses,
      actorId,
      note,
    ],
  );
}
