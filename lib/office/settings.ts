import type { Result } from '#lib/gateway/outcomes';
import { changeIdentity, forgetIdentity, type OwnIdentity } from '#lib/shop/identity';
import { changeRegistration, type Registration } from '#lib/shop/registration';
import { type NotAllowed, type OfficeRequest, officeOperation } from './operation.ts';

/** Sets who may register. */
export const setRegistration = (
  request: OfficeRequest<{ registration: Registration }>,
): Promise<Result<{ kind: 'settings-changed' } | NotAllowed>> =>
  officeOperation<{ kind: 'settings-changed' }>('settings.edit', request, async ({ tx, record }) => {
    const { registration } = request.body;
    const before = await changeRegistration(tx, registration);
    if (before !== registration)
      await record({
        action: 'settings-changed',
        subject: 'shop:registration',
        before: { registration: before },
        after: { registration },
      });
    return { kind: 'settings-changed' };
  });

/** Sets what customers see of the shop: its name, its accent and its languages; null where the settings of the server decide. */
export async function setIdentity(
  request: OfficeRequest<OwnIdentity>,
): Promise<Result<{ kind: 'settings-changed' } | NotAllowed>> {
  const result = await officeOperation<{ kind: 'settings-changed' }>(
    'settings.edit',
    request,
    async ({ tx, record }) => {
      const { name, accent, languages } = request.body;
      const after = { name, accent, languages };
      const before = await changeIdentity(tx, after);
      if (JSON.stringify(before) !== JSON.stringify(after))
        await record({ action: 'settings-changed', subject: 'shop:identity', before: { ...before }, after });
      return { kind: 'settings-changed' };
    },
  );
  forgetIdentity();
  return result;
}
