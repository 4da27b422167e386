import type { TooManyAttempts } from '#lib/accounts/rate-limits';
import { checkPassword } from '#lib/accounts/sign-in';
import { lockWallets, walletId } from '#lib/billing/accounts';
import { isUnderWay, redactMessages } from '#lib/broker/redact';
import { type Transaction, transact } from '#lib/db/transact';
import { eraseNotifications } from '#lib/notification/erase';
import { eraseContacts, hasPendingOrder } from '#lib/order/erase';
import { shopCurrency } from '#lib/shop/currency';
import { eraseUser } from '#lib/user/profile';

/** What became of the wish to be forgotten. A balance in minor units. */
export type Erasure =
  | { kind: 'erased' }
  | { kind: 'wrong-password' }
  | TooManyAttempts
  | { kind: 'balance'; balance: number }
  | { kind: 'pending' };

/**
 * Erases a person who shows the password: profile, credentials, sessions, tokens, links, what other services and the message log know of them.
 * The ledger stays, under an id that leads to nobody. Refuses while there is money or something under way, and changes nothing then.
 */
export async function eraseAccount(user: { userId: string; email: string }, password: string): Promise<Erasure> {
  const check = await checkPassword(user.email, password);
  if (check.kind === 'too-many-attempts') return check;
  if (check.kind === 'wrong' || check.userId !== user.userId) return { kind: 'wrong-password' };
  const currency = await shopCurrency();
  return transact(async (tx): Promise<Erasure> => {
    const id = walletId({ userId: user.userId, currency });
    // Locked until the end, so that no money comes in meanwhile. A wallet that is not open yet is empty.
    const wallets = await lockWallets(tx, [{ walletId: id, userId: user.userId, currency }]);
    const balance = wallets.get(id)?.balance ?? 0;
    if ((await hasPendingOrder(tx, user.userId)) || (await isUnderWay(tx, user.userId))) return { kind: 'pending' };
    if (balance > 0) return { kind: 'balance', balance };
    await redactMessages(tx, user);
    await eraseContacts(tx, user.userId);
    await eraseNotifications(tx, user.userId);
    await eraseAccess(tx, user);
    await eraseUser(tx, user.userId);
    tx.signal({ topic: 'user', key: user.userId });
    return { kind: 'erased' };
  });
}

async function eraseAccess(tx: Transaction, { userId, email }: { userId: string; email: string }): Promise<void> {
  for (const table of ['sessions', 'tokens', 'links', 'credentials'])
    await tx.query(`DELETE FROM accounts.${table} WHERE user_id = $1`, [userId]);
  await tx.query('DELETE FROM accounts.rate_limits WHERE subject = ANY($1)', [
    [`sign-in:${email}`, `sign-up:${email}`, `money:${userId}`],
  ]);
}
