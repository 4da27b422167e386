import { notFound } from 'next/navigation';
import { env } from '#lib/env';
import { dayOf, localTimeOf } from '#lib/i18n/calendar';
import { datevBooking, datevHeader, fitsDatev, inWindows1252 } from '#lib/office/datev';
import { listTransfers } from '#lib/office/ledger';
import { shopCurrency } from '#lib/shop/currency';
import { fileInPages } from '../../../../_shell/csv.ts';
import { requireStaff } from '../../../_office/require-staff.ts';
import { daysOf } from '../days.ts';

/** The transfers of some days of the shop as bookings for DATEV, newest first. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireStaff('ledger.read', '/office/reports/sales');
  const days = daysOf(Object.fromEntries(new URL(request.url).searchParams));
  const currency = await shopCurrency();
  if (!fitsDatev(days, currency)) notFound();
  const { DATEV_CONSULTANT: consultant, DATEV_CLIENT: client, SHOP_TIME_ZONE: zone } = env();
  return fileInPages(
    `EXTF_Buchungsstapel_${days.from}_${days.to}.csv`,
    'text/csv; charset=windows-1252',
    inWindows1252(datevHeader(days, currency, { consultant, client }, localTimeOf(new Date(), zone))),
    async (page) => (await listTransfers(user, { ...page, days })) ?? { items: [], nextCursor: null },
    (transfers) =>
      inWindows1252(transfers.map((one) => datevBooking(one, dayOf(new Date(one.createdAt), zone))).join('')),
  );
}
