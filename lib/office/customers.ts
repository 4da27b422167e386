import { endAccess } from '#lib/accounts/access';
import type { Identity } from '#lib/accounts/sign-in';
import { readWallets } from '#lib/billing/read';
import type { Page } from '#lib/db/cursor';
import type { Result } from '#lib/gateway/outcomes';
import { shopCurrency } from '#lib/shop/currency';
import { type Customer, changeCustomer, findCustomers, readCustomer } from '#lib/user/customers';
import { ifAllowed } from './allowed.ts';
import { type NotAllowed, type OfficeRequest, officeOperation } from './operation.ts';

/** A customer with their balance in minor units. */
export interface CustomerWithWallet extends Customer {
  balance: number;
  blocked: boolean;
}

/** A page of the customers, the newest first, who match the query. Throws `InvalidCursor`. */
export const listCustomers = (
  actor: Identity,
  search: Parameters<typeof findCustomers>[0],
): Promise<Page<CustomerWithWallet> | null> =>
  ifAllowed(actor, 'customers.read', async () => {
    const { items, nextCursor } = await findCustomers(search);
    return { items: await withWallets(items), nextCursor };
  });

/** A customer with their balance; null if there is none. */
export const readCustomerWithWallet = (actor: Identity, userId: string): Promise<CustomerWithWallet | null> =>
  ifAllowed(actor, 'customers.read', async () => {
    const customer = await readCustomer(userId);
    if (!customer) return null;
    const [found] = await withWallets([customer]);
    return found ?? null;
  });

async function withWallets(customers: Customer[]): Promise<CustomerWithWallet[]> {
  const wallets = await readWallets(
    customers.map(({ userId }) => userId),
    await shopCurrency(),
  );
  return customers.map((customer) => {
    const { balance = 0, isBlocked = false } = wallets.get(customer.userId) ?? {};
    return { ...customer, balance, blocked: isBlocked };
  });
}

/** What became of a change of what the office keeps of a customer. */
export type CustomerOutcome = { kind: 'customer-changed' } | { kind: 'unknown-person' } | { kind: 'card-taken' };

/** Changes the card or the note of a customer; what is left out stays. */
export const editCustomer = (
  userId: string,
  request: OfficeRequest<{ cardId?: string | null | undefined; note?: string | null | undefined }>,
): Promise<Result<CustomerOutcome | NotAllowed>> =>
  officeOperation<CustomerOutcome>('customers.edit', request, async ({ tx, record }) => {
    const change = await changeCustomer(tx, userId, request.body);
    if (change.kind !== 'changed') return change;
    // A note may name people, so the log says only that it changed.
    const { cardId, note } = request.body;
    await record({
      action: 'customer-changed',
      subject: `user:${userId}`,
      ...(cardId !== undefined && { before: { cardId: change.before.cardId } }),
      after: { ...(cardId !== undefined && { cardId }), ...(note !== undefined && { note: 'changed' }) },
    });
    return { kind: 'customer-changed' };
  });

/** Signs a customer out on every device and revokes their tokens. */
export const signOutCustomer = (
  userId: string,
  request: OfficeRequest<unknown>,
): Promise<Result<{ kind: 'signed-out' } | NotAllowed>> =>
  officeOperation('customers.edit', request, async ({ tx, record }) => {
    await endAccess(tx, userId, null);
    await record({ action: 'signed-out', subject: `user:${userId}`, after: { everywhere: true } });
    return { kind: 'signed-out' };
  });
