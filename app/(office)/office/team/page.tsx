import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { may, roles } from '#lib/accounts/roles';
import { readTeam } from '#lib/office/team';
import { newFormKey } from '../../../_forms/form-key.ts';
import { OfficeField, OfficeForm } from '../../_office/office-form.tsx';
import { requireStaff } from '../../_office/require-staff.ts';
import { giveRoleAction } from './actions.ts';
import { Invitations } from './invitations.tsx';
import { RoleChoice } from './role-choice.tsx';
import { Settings } from './settings.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('team') };
}

export default async function TeamPage() {
  const user = await requireStaff('team.read', '/office/team');
  const [t, team] = await Promise.all([getTranslations('office'), readTeam()]);
  const mayEdit = may(user.role, 'team.edit');
  return (
    <div className="grid max-w-4xl gap-8">
      <header>
        <h1 className="text-head font-strong">{t('sections.team')}</h1>
        <p className="mt-1 text-quiet">{t('team.lead')}</p>
      </header>
      <ul className="grid">
        {team.map(({ userId, name, email, role }) => (
          <li
            key={userId}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-rule py-3 first:border-t"
          >
            <p className="min-w-0 basis-60">
              <span className="block font-medium wrap-anywhere">{name}</span>
              <span className="block text-note text-quiet wrap-anywhere">{email}</span>
            </p>
            {mayEdit ? (
              <OfficeForm
                action={giveRoleAction}
                formKey={newFormKey()}
                submit={t('team.give')}
                submitLabel={`${t('team.give')}: ${name}`}
                variant="outline"
                className="flex flex-wrap items-center gap-2"
              >
                <input type="hidden" name="email" value={email} />
                <RoleChoice id={`role-${userId}`} current={role} label={t('team.role')} isLabelHidden />
              </OfficeForm>
            ) : (
              <span>{t(`roles.${role}`)}</span>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <section aria-labelledby="add" className="max-w-md">
          <h2 id="add" className="mb-3 text-title font-strong">
            {t('team.add')}
          </h2>
          <OfficeForm action={giveRoleAction} formKey={newFormKey()} submit={t('team.give')}>
            <OfficeField name="email" type="email" label={t('team.email')} error={t('team.unknown-person')} required />
            <RoleChoice id="role" current="counter" label={t('team.role')} />
          </OfficeForm>
        </section>
      )}
      <Invitations mayEdit={mayEdit} />
      <Settings mayEdit={may(user.role, 'settings.edit')} />
      <dl className="grid gap-3">
        {roles.map((role) => (
          <div key={role}>
            <dt className="font-medium">{t(`roles.${role}`)}</dt>
            <dd className="text-quiet">{t(`team.means.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
