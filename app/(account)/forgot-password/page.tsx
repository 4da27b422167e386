import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TextLink } from '../text-link.tsx';
import { ForgotForm } from './forgot-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('forgotTitle') };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations('account');
  return (
    <>
      <h1 className="text-head font-strong">{t('forgotTitle')}</h1>
      <p className="text-lead text-quiet">{t('forgotLead')}</p>
      <ForgotForm />
      <p>
        <TextLink href="/sign-in">{t('backToSignIn')}</TextLink>
      </p>
    </>
  );
}
