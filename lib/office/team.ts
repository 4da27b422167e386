import type { Role } from '#lib/accounts/roles';
import { changeRole, readStaff } from '#lib/accounts/team';
import type { Result } from '#lib/gateway/outcomes';
import { findUserId } from '#lib/user/read';
import { type NotAllowed, type OfficeRequest, officeOperation } from './operation.ts';
import { readPeople } from './people.ts';

/** Somebody who works in the office. */
export interface TeamMember {
  userId: string;
  role: Role;
  name: string;
  email: string;
}

/** Everybody who works in the office, the first who registered first. */
export async function readTeam(): Promise<TeamMember[]> {
  const staff = await readStaff();
  const people = await readPeople(staff.map(({ userId }) => userId));
  return staff.flatMap(({ userId, role }) => {
    const person = people.get(userId);
    return person ? [{ userId, role, name: person.name, email: person.email }] : [];
  });
}

/** What became of a change of role. A shop keeps at least one owner. */
export type RoleOutcome =
  | { kind: 'role-changed'; userId: string; role: Role }
  | { kind: 'unknown-person' }
  | { kind: 'last-owner' };

/** Gives the person with this address a role: takes them into the team, or, as a customer, out of it. */
export async function giveRole(
  request: OfficeRequest<{ email: string; role: Role }>,
): Promise<Result<RoleOutcome | NotAllowed>> {
  const { email, role } = request.body;
  const userId = await findUserId(email);
  return officeOperation<RoleOutcome>('team.edit', request, async ({ tx, record }) => {
    if (userId === null) return { kind: 'unknown-person' };
    const change = await changeRole(tx, userId, role);
    if (change.kind !== 'changed') return change;
    await record({
      action: 'role-changed',
      subject: `user:${userId}`,
      before: { role: change.before },
      after: { role },
    });
    return { kind: 'role-changed', userId, role };
  });
}
