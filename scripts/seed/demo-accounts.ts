import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Role } from '#lib/accounts/roles';

/** An account to try the product with. Its password is generated at the first start. */
export interface DemoAccount {
  email: string;
  password: string;
  role: Role;
}

/**
 * The accounts in `file`. The first call generates them and writes the file, complete or not at all; it is never
 * written again.
 */
export function keptDemoAccounts(file: string): DemoAccount[] {
  if (!existsSync(file)) {
    const accounts = [
      demoAccount('demo', 'customer'),
      demoAccount('counter', 'counter'),
      demoAccount('owner', 'owner'),
    ];
    const complete = `${file}.new`;
    writeFileSync(complete, JSON.stringify(accounts, null, 2), { mode: 0o600, flush: true });
    renameSync(complete, file);
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as (Omit<DemoAccount, 'role'> & { role: string })[];
  // Owners were called operators in version 0.1.
  return kept.map((account) => ({ ...account, role: account.role === 'operator' ? 'owner' : (account.role as Role) }));
}

const demoAccount = (name: string, role: DemoAccount['role']): DemoAccount => ({
  email: `${name}@saldo.example`,
  password: randomBytes(12).toString('base64url'),
  role,
});
