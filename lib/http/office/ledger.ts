import { z } from 'zod';
import { localeOf } from '#lib/http/locale-of';
import * as office from '#lib/http/openapi/office-results';
import * as results from '#lib/http/openapi/results';
import { page } from '#lib/http/page';
import { currentUser, found } from '#lib/http/respond-with';
import { type Route, route } from '#lib/http/route';
import { daysBetween } from '#lib/office/days';
import { listTransfers, reportLiabilities, reportTrialBalance } from '#lib/office/ledger';
import { houseName, transferKind } from '#lib/office/money-schemas';
import { reportSales } from '#lib/office/sales';
import { day, instant } from '#lib/office/schemas';
import { shopCurrency } from '#lib/shop/currency';

const atAnInstant = z.object({
  at: instant.optional().describe('The instant; now if it is left out'),
});
const atOf = ({ query: { at } }: { query: z.infer<typeof atAnInstant> }) =>
  at === undefined ? undefined : new Date(at);

/** What the ledger says, for people of the office. */
export const ledgerRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/office/reports/liabilities',
    access: 'staff',
    capability: 'reports.read',
    name: 'readLiabilities',
    query: atAnInstant,
    answers: { 200: results.liabilities },
    handle: async (call) => found(await reportLiabilities(currentUser(call), atOf(call))),
  }),
  route({
    method: 'GET',
    path: '/office/reports/sales',
    access: 'staff',
    capability: 'reports.read',
    name: 'readSales',
    query: z.object({
      from: day.optional().describe('The first day of the shop; the first of the month of `to` if it is left out'),
      to: day.optional().describe('The last day of the shop; today if it is left out'),
    }),
    answers: { 200: office.sales },
    async handle(call) {
      const days = daysBetween(call.query);
      const sales = await reportSales(currentUser(call), days, await localeOf(call));
      return found(
        sales && {
          ...days,
          currency: await shopCurrency(),
          byProduct: sales.product.map(({ key, ...sold }) => ({ productId: key, ...sold })),
          byCategory: sales.category.map(({ key, name: _, ...sold }) => ({ category: key, ...sold })),
          byHour: sales.hour.map(({ key, name: _, ...sold }) => ({ hour: Number(key), ...sold })),
        },
      );
    },
  }),
  route({
    method: 'GET',
    path: '/office/ledger/accounts',
    access: 'staff',
    capability: 'ledger.read',
    name: 'readTrialBalance',
    query: atAnInstant,
    answers: { 200: results.trialBalance },
    handle: async (call) => found(await reportTrialBalance(currentUser(call), atOf(call))),
  }),
  route({
    method: 'GET',
    path: '/office/ledger/transfers',
    access: 'staff',
    capability: 'ledger.read',
    name: 'listTransfers',
    query: page.extend({
      kind: transferKind.optional(),
      account: houseName.optional().describe('Only from or to this house account'),
      userId: z.uuid().toLowerCase().optional().describe('Only from or to the wallet of this user'),
      day: day.optional().describe('Only of this day of the shop'),
    }),
    answers: { 200: results.ledgerTransfers },
    handle: async (call) => found(await listTransfers(currentUser(call), call.query)),
  }),
];
