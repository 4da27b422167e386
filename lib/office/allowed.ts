import { type Capability, may } from '#lib/accounts/roles';
import type { Identity } from '#lib/accounts/sign-in';

/** What somebody of the office reads; null where their role does not allow it. */
export const ifAllowed = async <Read>(
  { role }: Pick<Identity, 'role'>,
  capability: Capability,
  read: () => Promise<Read>,
): Promise<Read | null> => (may(role, capability) ? read() : null);
