import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readDevices } from '#lib/accounts/sessions';
import { readTokens } from '#lib/accounts/tokens';
import { requireUser } from '#lib/auth/session';
import { newFormKey } from '../../../_forms/form-key.ts';
import { Section } from '../section.tsx';
import { Frame } from '../settings-frame.tsx';
import { Devices } from './devices.tsx';
import { PasswordForm } from './password-form.tsx';
import { TokenForm } from './token-form.tsx';
import { Tokens } from './tokens.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t('security') };
}

export default async function SecurityPage() {
  const { userId, sessionId } = await requireUser('/settings/security');
  const [t, devices, tokens] = await Promise.all([
    getTranslations('settings'),
    readDevices(userId),
    readTokens(userId),
  ]);
  return (
    <Frame section="security">
      <Section id="password-title" title={t('password.title')} lead={t('password.lead')}>
        <PasswordForm />
      </Section>
      <Section id="devices" title={t('devices.title')}>
        <Devices devices={devices} currentSessionId={sessionId} />
      </Section>
      <Section id="tokens" title={t('tokens.title')} lead={t('tokens.lead')}>
        <TokenForm formKey={newFormKey()} />
        <Tokens tokens={tokens} />
      </Section>
    </Frame>
  );
}
