import type { Result } from '#lib/gateway/outcomes';
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
