import { getFormatter, getTranslations } from 'next-intl/server';
import { readInvitations } from '#lib/accounts/invitations';
import { newFormKey } from '../../../_forms/form-key.ts';
import { OfficeField, OfficeForm } from '../../_office/office-form.tsx';
import { inviteAction, revokeAction } from './actions.ts';
import { RoleChoice } from './role-choice.tsx';

/** Who is invited, and the form that invites somebody. */
export async function Invitations({ mayEdit }: { mayEdit: boolean }) {
  const [t, format, invitations] = await Promise.all([getTranslations('office'), getFormatter(), readInvitations()]);
  return (
    <section aria-labelledby="invitations" className="grid gap-3">
      <h2 id="invitations" className="text-title font-strong">
        {t('team.open')}
      </h2>
      {invitations.length === 0 && <p className="text-quiet">{t('team.noneOpen')}</p>}
      <ul className="grid">
        {invitations.map(({ id, email, role, expiresAt }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-rule py-3 first:border-t"
          >
            <p className="min-w-0 basis-60">
              <span className="block font-medium wrap-anywhere">{email}</span>
              <span className="block text-note text-quiet">
                {t(`roles.${role}`)}, {t('team.until', { date: format.dateTime(expiresAt, 'day') })}
              </span>
            </p>
            {mayEdit && (
              <OfficeForm
                action={revokeAction}
                formKey={newFormKey()}
                submit={t('team.revoke')}
                submitLabel={`${t('team.revoke')}: ${email}`}
                variant="outline"
                className="flex flex-wrap items-center gap-2"
              >
                <input type="hidden" name="invitationId" value={id} />
              </OfficeForm>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <div className="mt-3 max-w-md">
          <h3 className="font-medium">{t('team.invite')}</h3>
          <p className="mb-3 text-quiet">{t('team.inviteLead')}</p>
          <OfficeForm action={inviteAction} formKey={newFormKey()} submit={t('team.sendInvitation')} variant="outline">
            <OfficeField
              id="invited-email"
              name="email"
              type="email"
              label={t('team.email')}
              error={t('team.emailFault')}
              required
            />
            <RoleChoice id="invited-role" current="counter" label={t('team.role')} />
          </OfficeForm>
        </div>
      )}
    </section>
  );
}
