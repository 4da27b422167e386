import { expect, vi } from 'vitest';
import { storeCredentials } from '#lib/accounts/registration';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { faultAt } from '#scripts/testing/faults';
import { givenCustomer, publishNow, registrationRequest, test } from '#scripts/testing/shop';
import { cases, recover, workUntilFault } from './crash-points.testing.ts';

vi.mock('#lib/log'); // what fails here is meant to

/** Everything that came of a registration. */
const registrationOf = (userId: string) =>
  query(
    `SELECT (SELECT count(*) FROM "user".users WHERE id = $1) AS users,
       (SELECT count(*) FROM billing.accounts WHERE user_id = $1) AS wallets,
       (SELECT count(*) FROM accounts.credentials WHERE user_id = $1) AS credentials,
       (SELECT count(*) FROM accounts.links WHERE user_id = $1) AS links`,
    [userId],
  );

test.for(cases)(
  '%s, %s: whichever statement it is, who registers gets one mail, and who is refused keeps no password',
  { timeout: 180_000 },
  async ([style, fault], { mailbox }) => {
    let n = 0;
    for (let reached = true; reached; ) {
      n++;
      mailbox.requests.splice(0);
      const person = { ...(await givenCustomer(0)), userId: newId(), email: `${newId()}@example.com` };
      const namesake = { ...person, userId: newId() };
      await transact((tx) =>
        storeCredentials(
          tx,
          [person, namesake].map(({ userId }) => ({ userId, passwordHash: 'argon2id$…' })),
        ),
      );
      await publishNow(registrationRequest(style, person));
      await publishNow(registrationRequest(style, namesake));

      const injected = faultAt(n, fault);
      await workUntilFault(style);
      reached = injected.end();
      await recover();

      const where = `${fault} at statement ${n}`;
      // After a crash either of the two may come first, and get the address.
      const outcomes = [...(await registrationOf(person.userId)), ...(await registrationOf(namesake.userId))];
      expect(outcomes, where).toContainEqual({ users: 1, wallets: 1, credentials: 1, links: 1 });
      expect(outcomes, where).toContainEqual({ users: 0, wallets: 0, credentials: 0, links: 0 });
      const sent = mailbox.requests.map(({ to, idempotencyKey }) => `${to} ${idempotencyKey}`);
      expect(new Set(sent).size, where).toBe(1);
      expect(sent[0], where).toContain(person.email);
    }
    expect(await query(`SELECT name FROM pgboss.job WHERE name LIKE '%.dead'`)).toEqual([]);
    expect(n).toBeGreaterThan(12);
  },
);
