import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, payouts } from '#drizzle/schema/billing';
import { users } from '#drizzle/schema/user';
import type { Check } from './check.ts';

const wallet = alias(accounts, 'wallet');
const payout = alias(payouts, 'payout');
const owner = alias(users, 'owner');

/** What must hold between Billing and the users: whoever erases an account leaves no money behind. */
export const ownerChecks: readonly Check[] = [
  {
    rule: 'money in a wallet, and a payout that waits, belong to somebody',
    faults: sql`
      SELECT format('wallet %s holds %s %s of user %s, who does not exist', ${wallet.id}, ${wallet.balance}, ${wallet.currency},
        ${wallet.userId}) AS fault
      FROM ${accounts} AS ${wallet}
      WHERE ${wallet.balance} <> 0 AND NOT EXISTS (SELECT FROM ${users} AS ${owner} WHERE ${owner.id} = ${wallet.userId})
      UNION ALL
      SELECT format('payout %s of %s %s waits for user %s, who does not exist', ${payout.transferId}, ${payout.amount},
        ${payout.currency}, ${payout.userId})
      FROM ${payouts} AS ${payout}
      WHERE ${payout.state} = 'waiting' AND NOT EXISTS (SELECT FROM ${users} AS ${owner} WHERE ${owner.id} = ${payout.userId})`,
  },
];
