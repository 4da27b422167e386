import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { callbackPath } from '#lib/auth/callback-path';
import { currentUser } from '#lib/auth/session';
import { newFormKey } from '../../_forms/form-key.ts';
import { TextLink } from '../text-link.tsx';
import { RegisterForm } from './register-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('register') };
}

export default async function RegisterPage({ searchParams }: PageProps<'/register'>) {
  const path = callbackPath((await searchParams).callbackUrl);
  if (await currentUser()) redirect(path);
  const t = await getTranslations('account');
  return (
    <>
      <h1 className="text-head font-strong">{t('register')}</h1>
      <p className="text-lead text-quiet">{t('registerLead')}</p>
      <RegisterForm formKey={newFormKey()} callbackUrl={path} />
      <p>
        {t('alreadyRegistered')}{' '}
        <TextLink href={`/sign-in?${new URLSearchParams({ callbackUrl: path })}`}>{t('signIn')}</TextLink>
      </p>
    </>
  );
}
