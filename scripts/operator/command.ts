import { parseArgs } from 'node:util';
import { recordActions } from '#lib/accounts/audit-log';
import { changeRole } from '#lib/accounts/team';
import { transact } from '#lib/db/transact';
import { findUserId } from '#lib/user/read';
import { asShop } from '#scripts/postgres/as-shop';
import { StartupFailure } from '#scripts/processes/startup-failure';

/** Makes a registered person an owner of the shop. This is how the first one is made; owners make others in the office. */
export async function operatorCommand(args: string[]): Promise<true> {
  const email = parseArgs({ args, allowPositionals: true }).positionals[0]?.toLowerCase();
  if (!email) throw new StartupFailure('name a registered e-mail address: npm run operator -- ann@example.com');
  if (!(await asShop(() => makeOwner(email)))) throw new StartupFailure(`nobody is registered as ${email}`);
  console.log(`${email} is an owner.`);
  return true;
}

/** False where nobody is registered with the address. */
async function makeOwner(email: string): Promise<boolean> {
  const userId = await findUserId(email);
  if (userId === null) return false;
  return transact(async (tx) => {
    const change = await changeRole(tx, userId, 'owner');
    if (change.kind !== 'changed') return false;
    const [before, after] = [{ role: change.before }, { role: 'owner' }];
    const how = { actorId: null, origin: null, reason: 'npm run operator' };
    await recordActions(tx, [{ ...how, action: 'role-changed', subject: `user:${userId}`, before, after }]);
    return true;
  });
}
