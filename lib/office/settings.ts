import type { Result } from '#lib/gateway/outcomes';
import { announce } from '#lib/order/announce';
import { changeFirstLanguage } from '#lib/order/catalogue';
import { changeIdentity, forgetIdentity, identityOf, lockOwnIdentity, type OwnIdentity } from '#lib/shop/identity';
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

/** `names-missing`: these products are offered and have no name in the language that was to be the first. */
export type IdentityOutcome = { kind: 'settings-changed' } | { kind: 'names-missing'; products: string[] };

/**
 * Sets what customers see of the shop: its name, its accent and its languages; null where the settings of the server decide. In another first
 * language, every product that is offered must have a name already.
 */
export async function setIdentity(request: OfficeRequest<OwnIdentity>): Promise<Result<IdentityOutcome | NotAllowed>> {
  const result = await officeOperation<IdentityOutcome>('settings.edit', request, async ({ tx, record }) => {
    const { name, accent, languages } = request.body;
    const after = { name, accent, languages };
    const before = await lockOwnIdentity(tx);
    const [[from = 'en'], [to = 'en']] = [identityOf(before).languages, identityOf(after).languages];
    const products = from === to ? [] : await changeFirstLanguage(tx, from, to);
    if (products.length > 0) return { kind: 'names-missing', products };
    if (JSON.stringify(before) === JSON.stringify(after)) return { kind: 'settings-changed' };
    await changeIdentity(tx, after);
    // Every page shows something of it.
    announce(tx);
    await record({ action: 'settings-changed', subject: 'shop:identity', before: { ...before }, after });
    return { kind: 'settings-changed' };
  });
  forgetIdentity();
  return result;
}
