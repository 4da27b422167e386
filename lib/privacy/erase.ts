import { eraseAccess } from '#lib/accounts/erase';
import type { TooManyAttempts } from '#lib/accounts/rate-limits';
import { checkPassword } from '#lib/accounts/sign-in';
import { lockToErase } from '#lib/accounts/standing';
import { lockOpenWallets, walletId } from '#lib/billing/accounts';
import { hasWaitingPayout } from '#lib/billing/payouts';
import { areOpen } from '#lib/broker/job-table';
import { redactMessages } from '#lib/broker/message-log';
import { transact } from '#lib/db/transact';
import { forgetKeys, requestsOf } from '#lib/gateway/forget';
import { eraseNotifications } from '#lib/notification/erase';
import { eraseContacts, hasPendingOrder } from '#lib/order/erase';
import { shopCurrency } from '#lib/shop/currency';
import { eraseUser } from '#lib/user/profile';

/** What became of the request to erase an account. The balance is in minor units. */
export type Erasure =
  | { kind: 'erased' }
  | { kind: 'wrong-password' }
  | TooManyAttempts
  | { kind: 'balance'; balance: number }
  | { kind: 'pending' };

/**
 * Erases a person who shows the password: profile, credentials, sessions, tokens, links, what other services and the
 * message log know of them. The ledger stays, under an id that leads to nobody. Refuses while there is money or
 * something under way, and changes nothing then.
 *
 * The lock on the credential comes first: from then on nothing is accepted for the person, and what was accepted before is seen. So what is read
 * after it may only come to an end, and the balance is read last.
 */
export async function eraseAccount(user: { userId: string; email: string }, password: string): Promise<Erasure> {
  const check = await checkPassword(user.email, password);
  if (check.kind === 'too-many-attempts') return check;
  if (check.kind === 'wrong' || check.userId !== user.userId) return { kind: 'wrong-password' };
  const currency = await shopCurrency();
  return transact(async (tx): Promise<Erasure> => {
    if (!(await lockToErase(tx, user.userId))) return { kind: 'erased' };
    const requests = await requestsOf(tx, user.userId);
    if (await areOpen(tx, requests, user.userId)) return { kind: 'pending' };
    if (await hasPendingOrder(tx, user.userId)) return { kind: 'pending' };
    if (await hasWaitingPayout(tx, user.userId)) return { kind: 'pending' };
    // A wallet that is not open yet is empty.
    const id = walletId({ userId: user.userId, currency });
    const balance = (await lockOpenWallets(tx, [id])).get(id)?.balance ?? 0;
    if (balance > 0) return { kind: 'balance', balance };
    await redactMessages(tx, requests, user.email);
    await forgetKeys(tx, user);
    await eraseContacts(tx, user.userId);
    await eraseNotifications(tx, user.userId, await eraseAccess(tx, user));
    await eraseUser(tx, user.userId);
    tx.signal({ topic: 'user', key: user.userId });
    tx.signal({ topic: 'session', key: user.userId });
    return { kind: 'erased' };
  });
}
