import { readCloses } from '#lib/billing/day-close';
import { newId } from '#lib/ids';
import { editCustomer } from '#lib/office/customers';
import { closeShopDay, shopToday } from '#lib/office/days';
import { markPayoutPaid, setWalletBlocked } from '#lib/office/money';
import type { OfficeRequest } from '#lib/office/operation';
import { findUserId } from '#lib/user/read';
import { askForPayout, payoutOf } from './history.ts';
import { emailOf, names } from './people.ts';

const DAY_MS = 86_400_000;

/** Customers who are known by a card at the till. */
const CARDS = 6;

/**
 * Does what the owner of the demo shop has done so far: cards, a payout, a blocked wallet, two days closed. Each is an operation of the office under a
 * key of its own, and the day that is closed last tells that all is done: a start that was killed in between is finished by the next.
 */
export async function finishHistory(ownerEmail: string): Promise<void> {
  const [ownerId, ...customerIds] = await Promise.all([ownerEmail, ...names.map(emailOf)].map(findUserId));
  // A shop that was opened by an older version has none of these customers.
  if (!ownerId || customerIds.some((id) => !id) || (await readCloses(2)).length === 2) return;
  const idOf = (index: number) => customerIds[index] ?? '';
  const request = <Body>(key: string, body: Body): OfficeRequest<Body> => ({
    ...{ body, actor: { userId: ownerId, role: 'owner' }, correlationId: newId() },
    ...{ idempotencyKey: `demo-${key}`, fingerprint: key },
  });

  for (let index = 0; index < CARDS; index++)
    await editCustomer(idOf(index), request(`card-${index}`, { cardId: `0400${1_000 + 37 * index}` }));
  await markPayoutPaid(payoutOf(idOf(askForPayout[0] ?? 0)), request('payout', { method: 'cash' }));
  await setWalletBlocked(idOf(names.length - 1), true, request('block', { reason: 'Card reported lost' }));
  const dayBefore = (day: string) => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
  const yesterday = dayBefore(shopToday());
  await closeShopDay(dayBefore(yesterday), request('close-1', { counted: {}, reason: 'Not counted' }));
  await closeShopDay(yesterday, request('close-2', { counted: { cash: 150 }, reason: 'Coins left in the drawer' }));
}
