import { readAuditLog } from '#lib/accounts/audit-log';
import { newId } from '#lib/ids';
import { editCustomer } from '#lib/office/customers';
import { markPayoutPaid, setWalletBlocked } from '#lib/office/money';
import type { OfficeRequest } from '#lib/office/operation';
import { findUserId } from '#lib/user/read';
import { askForPayout } from './history.ts';
import { emailOf, names } from './people.ts';
import { payoutOf } from './requests.ts';

/** Customers who are known by a card at the till. */
const CARDS = 6;

/**
 * Does what the owner of the demo shop has done today: cards, a payout, a blocked wallet. Each is an operation of the office under a key of its
 * own, and the wallet that is blocked last tells that all is done: a start that was killed in between is finished by the next.
 */
export async function finishHistory(ownerEmail: string): Promise<void> {
  const [ownerId, ...customerIds] = await Promise.all([ownerEmail, ...names.map(emailOf)].map(findUserId));
  // A shop that was opened by an older version has none of these customers.
  if (!ownerId || customerIds.some((id) => !id)) return;
  const idOf = (index: number) => customerIds[index] ?? '';
  const lastId = idOf(names.length - 1);
  const { items } = await readAuditLog({ limit: 1, subject: `user:${lastId}`, action: 'wallet-blocked' });
  if (items.length > 0) return;
  const request = <Body>(key: string, body: Body): OfficeRequest<Body> => ({
    ...{ body, actor: { userId: ownerId, role: 'owner' }, correlationId: newId() },
    ...{ idempotencyKey: `demo-${key}`, fingerprint: key },
  });

  for (let index = 0; index < CARDS; index++)
    await editCustomer(idOf(index), request(`card-${index}`, { cardId: `0400${1_000 + 37 * index}` }));
  await markPayoutPaid(payoutOf(idOf(askForPayout[0] ?? 0)), request('payout', { method: 'cash' }));
  await setWalletBlocked(lastId, true, request('block', { reason: 'Card reported lost' }));
}
