import { z } from 'zod';
import { readAuditLog } from '#lib/accounts/audit-log';
import * as results from '#lib/http/openapi/office-results';
import { page } from '#lib/http/page';
import { Problem, problem } from '#lib/http/problem';
import { currentUser, found, idOf, ok } from '#lib/http/respond-with';
import { route } from '#lib/http/route';
import { type CustomerWithWallet, editCustomer, listCustomers, readCustomerWithWallet } from '#lib/office/customers';
import { customerBody } from '#lib/office/schemas';
import { officeAnswer, requestOf } from './answer.ts';

/** Customers as the office sees them, and the audit log. */
export const customerRoutes = [
  route({
    method: 'GET',
    path: '/office/customers',
    access: 'staff',
    capability: 'customers.read',
    name: 'listCustomers',
    query: page.extend({
      query: z.string().max(200).optional().describe('Part of a name or address, or a card or id'),
    }),
    answers: { 200: results.customers },
    async handle(call) {
      const page = await listCustomers(currentUser(call), call.query);
      return found(page && { items: page.items.map(summary), nextCursor: page.nextCursor });
    },
  }),
  route({
    method: 'GET',
    path: '/office/customers/{id}',
    access: 'staff',
    capability: 'customers.read',
    name: 'readCustomer',
    answers: { 200: results.customer },
    handle: async (call) => found(details(await readCustomerWithWallet(currentUser(call), idOf(call.params)))),
  }),
  route({
    method: 'PATCH',
    path: '/office/customers/{id}',
    access: 'staff',
    capability: 'customers.edit',
    name: 'editCustomer',
    body: customerBody,
    answers: { 200: results.customer },
    problems: ['not-found', 'card-taken'],
    async handle(call) {
      const userId = idOf(call.params);
      const result = await editCustomer(userId, requestOf(call));
      const customer = details(await readCustomerWithWallet(currentUser(call), userId));
      return officeAnswer(result, ({ kind }) => {
        if (kind === 'card-taken')
          return problem('card-taken', 'Another customer has this card. Take it from them first.');
        if (kind === 'unknown-person' || !customer) throw new Problem('not-found', 'There is no such customer.');
        return ok(customer);
      });
    },
  }),
  route({
    method: 'GET',
    path: '/office/audit-log',
    access: 'staff',
    capability: 'audit-log.read',
    name: 'listAuditLog',
    query: page,
    answers: { 200: results.auditLog },
    handle: async ({ query }) => ok(await readAuditLog(query)),
  }),
];

const summary = ({ userId, email, name, balance, blocked, cardId }: CustomerWithWallet) => ({
  userId,
  email,
  name,
  balance,
  blocked,
  cardId,
});

const details = (customer: CustomerWithWallet | null) =>
  customer && {
    ...summary(customer),
    phone: customer.phone,
    note: customer.note,
    emailVerifiedAt: customer.emailVerifiedAt?.toISOString() ?? null,
    createdAt: customer.createdAt.toISOString(),
  };
