import { z } from 'zod';
import { credentialsBody, registration } from '#lib/accounts/schemas';
import { orderBody, orderLine, transfer } from '#lib/gateway/schemas';
import type { ProblemKind } from '#lib/http/problem';
import { plainFormats } from '#lib/messages/json-schema';
import { orderItem } from '#lib/messages/shapes';
import { hoursBody, productBody, productChanges } from '#lib/office/catalogue-schemas';
import { adjustmentBody, reasonBody, settlementBody } from '#lib/office/money-schemas';
import { advanceBody, refundBody } from '#lib/office/order-schemas';
import { customerBody, dayBody, letterChoice } from '#lib/office/schemas';
import * as office from './office-results.ts';
import { componentName, fieldError, problemSchema } from './problems.ts';
import * as results from './results.ts';

type Node = Record<string, unknown>;

/** Every schema of the API by the name under which clients know it. */
const named: Record<string, z.ZodType> = {
  Registration: registration,
  Credentials: credentialsBody,
  TransferRequest: transfer,
  OrderRequest: orderBody,
  OrderLine: orderLine,
  RegisteredUser: results.registered,
  User: results.user,
  Token: results.token,
  Transfer: results.transferred,
  AcceptedOrder: results.orderAccepted,
  PlacedOrder: results.ordered,
  OrderItem: orderItem,
  Order: results.order,
  Sale: results.sold,
  CounterOrder: results.counterOrder,
  RefundMade: results.refundMade,
  AdvanceRequest: advanceBody,
  RefundRequest: refundBody,
  Refund: office.refund,
  OfficeOrder: office.officeOrder,
  OfficeOrderPage: office.officeOrders,
  OrderPage: results.orders,
  Product: results.product,
  ProductList: results.products,
  NewProduct: productBody,
  ProductChanges: productChanges,
  OfficeProduct: office.product,
  OfficeProductList: office.products,
  OpeningHoursRequest: hoursBody,
  OpeningHours: office.hours,
  Account: results.account,
  Entry: results.entry,
  EntryPage: results.entries,
  Adjustment: adjustmentBody,
  Reason: reasonBody,
  Settlement: settlementBody,
  AdjustedBalance: results.adjusted,
  Block: results.blocked,
  DecidedPayout: results.payout,
  PayoutPage: results.payouts,
  LedgerTransferPage: results.ledgerTransfers,
  TrialBalance: results.trialBalance,
  Liabilities: results.liabilities,
  Sales: office.sales,
  Audit: office.audit,
  AuditBegun: office.auditBegun,
  Notification: results.notification,
  NotificationPage: results.notifications,
  Message: results.message,
  MessageList: results.messages,
  Health: results.health,
  DrainResult: results.drained,
  Readiness: results.readiness,
  CustomerSummary: office.customerSummary,
  CustomerPage: office.customers,
  Customer: office.customer,
  CustomerChange: customerBody,
  ImportResult: office.importCounts,
  DeadLetter: office.deadLetter,
  DeadLetterList: office.deadLetters,
  DeadLetterChoice: letterChoice,
  DecidedDeadLetters: office.decidedLetters,
  Today: office.today,
  Day: office.day,
  DayClose: dayBody,
  AuditEntry: office.auditEntry,
  AuditLogPage: office.auditLog,
  FieldError: fieldError,
};

const dialect = { target: 'draft-2020-12', override: plainFormats } as const;

const refTo = (name: string): string => `#/components/schemas/${name}`;
const problemName = (kind: ProblemKind): string => `${componentName(kind)}Problem`;

const nameOf = new Map(Object.entries(named).map(([name, schema]) => [schema, name]));

/** A reference to the component that a schema is. */
export function refOf(schema: z.ZodType): Node {
  const name = nameOf.get(schema);
  if (!name) throw new Error('a schema of the API has no name: give it one in lib/http/openapi/schemas.ts');
  return { $ref: refTo(name) };
}

/** A reference to a kind of problem, or to one of several. */
export function problemRef(kinds: readonly ProblemKind[]): Node {
  const refs = kinds.map((kind) => ({ $ref: refTo(problemName(kind)) }));
  if (refs.length === 1) return { ...refs[0] };
  const mapping = Object.fromEntries(kinds.map((kind) => [`/problems/${kind}`, refTo(problemName(kind))]));
  return { oneOf: refs, discriminator: { propertyName: 'type', mapping } };
}

/**
 * All schemas as components, and of the problems those that occur. They allow further fields: readers ignore what they do not know.
 */
export function schemaComponents(kinds: Iterable<ProblemKind>): Node {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of nameOf) registry.add(schema, { id });
  for (const kind of kinds) registry.add(problemSchema(kind), { id: problemName(kind) });
  const { schemas } = z.toJSONSchema(registry, { ...dialect, io: 'input', uri: refTo });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id: _, $schema: __, ...schema }]) => [name, { title: name, ...schema }]),
  );
}

/** The parameters of a query: a client gives the values that their texts are parsed to. */
export function queryParameters(query: z.ZodType): Node[] {
  const { properties = {} } = z.toJSONSchema(query, { ...dialect, io: 'output' });
  const { required = [] } = z.toJSONSchema(query, { ...dialect, io: 'input' });
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = schema as z.core.JSONSchema.BaseSchema;
    return { name, in: 'query', required: required.includes(name), ...(description && { description }), schema: rest };
  });
}
