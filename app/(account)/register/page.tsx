import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { currentUser } from '#lib/auth/session';
import { newFormKey } from '../../_forms/form-key.ts';
import { RegisterForm } from './register-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('register') };
}

export default async function RegisterPage() {
  if (await currentUser()) redirect('/');
  const t = await getTranslations('account');
  return (
    <>
      <h1 className="text-head font-strong">{t('register')}</h1>
      <p className="text-lead text-quiet">{t('registerLead')}</p>
      <RegisterForm formKey={newFormKey()} />
      <p>
        {t('alreadyRegistered')}{' '}
        <Link href="/sign-in" className="font-medium text-accent underline underline-offset-4">
          {t('signIn')}
        </Link>
      </p>
    </>
  );
}
