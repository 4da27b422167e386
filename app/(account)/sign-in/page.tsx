import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { callbackPath } from '#lib/auth/callback-path';
import { currentUser } from '#lib/auth/session';
import { SignInForm } from './sign-in-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('signIn') };
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const path = callbackPath((await searchParams).callbackUrl);
  if (await currentUser()) redirect(path);
  const t = await getTranslations('account');
  return (
    <>
      <h1 className="text-head font-strong">{t('signIn')}</h1>
      <SignInForm callbackUrl={path} />
      <p>
        {t('notRegistered')}{' '}
        <Link href="/register" className="font-medium text-accent underline underline-offset-4">
          {t('register')}
        </Link>
      </p>
    </>
  );
}
