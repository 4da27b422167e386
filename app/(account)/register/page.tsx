import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { findInvitation } from '#lib/accounts/invitations';
import { callbackPath } from '#lib/auth/callback-path';
import { currentUser } from '#lib/auth/session';
import { readRegistration } from '#lib/shop/registration';
import { newFormKey } from '../../_forms/form-key.ts';
import { TextLink } from '../text-link.tsx';
import { RegisterForm } from './register-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('register') };
}

export default async function RegisterPage({ searchParams }: PageProps<'/register'>) {
  const { callbackUrl, invitation: secret } = await searchParams;
  const path = callbackPath(callbackUrl);
  if (await currentUser()) redirect(path);
  const [t, registration, invited] = await Promise.all([
    getTranslations('account'),
    readRegistration(),
    typeof secret === 'string' ? findInvitation(secret) : null,
  ]);
  const invitation = invited && typeof secret === 'string' ? { secret, email: invited.email } : null;
  const isAdmitted = registration === 'open' || (registration === 'invitation' && invitation !== null);
  return (
    <>
      <h1 className="text-head font-strong">{t('register')}</h1>
      {secret !== undefined && !invitation && registration !== 'closed' && (
        <p role="status" className="border-l-2 border-bad pl-3">
          {t('invitationGone')} {t('askForInvitation')}
        </p>
      )}
      {isAdmitted ? (
        <>
          <p className="text-lead text-quiet">{t(invitation ? 'registerInvited' : 'registerLead')}</p>
          <RegisterForm formKey={newFormKey()} callbackUrl={path} invitation={invitation} />
        </>
      ) : (
        <p className="text-lead text-quiet">{t(registration === 'closed' ? 'registrationClosed' : 'byInvitation')}</p>
      )}
      <p>
        {t('alreadyRegistered')}{' '}
        <TextLink href={`/sign-in?${new URLSearchParams({ callbackUrl: path })}`}>{t('signIn')}</TextLink>
      </p>
    </>
  );
}
