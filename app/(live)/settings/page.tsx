import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { requireUser } from '#lib/auth/session';
import { readProfile } from '#lib/user/read';
import { Appearance } from './appearance.tsx';
import { EmailAddress } from './email-address.tsx';
import { ProfileForm } from './profile-form.tsx';
import { Section } from './section.tsx';
import { Frame } from './settings-frame.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t('title') };
}

export default async function SettingsPage() {
  const { userId } = await requireUser('/settings');
  const [t, profile] = await Promise.all([getTranslations('settings'), readProfile(userId)]);
  if (!profile) notFound();
  const { email, emailVerifiedAt, name, phone, address } = profile;
  return (
    <Frame section="profile">
      <EmailAddress address={email} isVerified={emailVerifiedAt !== null} />
      <Section id="person" title={t('person.title')}>
        <ProfileForm person={{ name, phone: phone ?? '', address: address ?? '' }} />
      </Section>
      <Appearance />
      <Section id="notifications" title={t('notifications.title')} lead={t('notifications.lead')}>
        <ButtonLink href="/inbox/preferences" variant="outline" className="justify-self-start">
          {t('notifications.open')}
        </ButtonLink>
      </Section>
    </Frame>
  );
}
