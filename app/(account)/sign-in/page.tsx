import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { callbackPath } from '#lib/auth/callback-path';
import { currentUser } from '#lib/auth/session';
import { readRegistration } from '#lib/shop/registration';
import { TextLink } from '../text-link.tsx';
import { SignInForm } from './sign-in-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('signIn') };
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { callbackUrl, changed } = await searchParams;
  const path = callbackPath(callbackUrl);
  if (await currentUser()) redirect(path);
  const [t, registration] = await Promise.all([getTranslations('account'), readRegistration()]);
  return (
    <>
      <h1 className="text-head font-strong">{t('signIn')}</h1>
      {changed !== undefined && (
        <p role="status" className="border-l-2 border-good pl-3">
          {t('passwordSet')}
        </p>
      )}
      <SignInForm callbackUrl={path} />
      <p>
        <TextLink href="/forgot-password">{t('forgot')}</TextLink>
      </p>
      <p>
        {t('notRegistered')}{' '}
        {registration === 'open' ? (
          <TextLink href={`/register?${new URLSearchParams({ callbackUrl: path })}`}>{t('register')}</TextLink>
        ) : (
          t(registration === 'closed' ? 'registrationClosed' : 'byInvitation')
        )}
      </p>
    </>
  );
}
