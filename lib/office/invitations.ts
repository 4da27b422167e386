import { invite, revokeInvitation } from '#lib/accounts/invitations';
import type { Role } from '#lib/accounts/roles';
import type { Result } from '#lib/gateway/outcomes';
import { findUserId } from '#lib/user/read';
import type { Person } from '#lib/user/users';
import { type NotAllowed, type OfficeRequest, officeOperation } from './operation.ts';

/** What became of an invitation. Who is registered needs none: the team page gives them a role. */
export type InvitationOutcome = { kind: 'invited'; email: string } | { kind: 'already-registered' };

/** Inviting into the team is for those who may change it; customers are invited by whoever edits them. */
const capabilityFor = (role: Role) => (role === 'customer' ? 'customers.edit' : 'team.edit');

/** Invites an address to register with a role, in a language. Inviting it again sends another link in place of the first. */
export async function invitePerson(
  request: OfficeRequest<{ email: string; role: Role; locale: Person['locale'] }>,
): Promise<Result<InvitationOutcome | NotAllowed>> {
  const { actor, body } = request;
  const { email, role } = body;
  const isRegistered = (await findUserId(email)) !== null; // before the transaction, which holds a connection
  return officeOperation<InvitationOutcome>(capabilityFor(role), request, async ({ tx, record }) => {
    if (isRegistered) return { kind: 'already-registered' };
    const id = await invite(tx, { ...body, invitedBy: actor.userId });
    await record({ action: 'person-invited', subject: `invitation:${id}`, after: { role } });
    return { kind: 'invited', email };
  });
}

/** Revokes an open invitation: its link works no longer. */
export const revoke = (
  request: OfficeRequest<{ invitationId: string }>,
): Promise<Result<{ kind: 'revoked' } | { kind: 'unknown-invitation' } | NotAllowed>> =>
  officeOperation<{ kind: 'revoked' } | { kind: 'unknown-invitation' }>(
    'team.edit',
    request,
    async ({ tx, record }) => {
      const { invitationId } = request.body;
      const revoked = await revokeInvitation(tx, invitationId);
      if (!revoked) return { kind: 'unknown-invitation' };
      await record({ action: 'invitation-revoked', subject: `invitation:${invitationId}`, before: revoked });
      return { kind: 'revoked' };
    },
  );
