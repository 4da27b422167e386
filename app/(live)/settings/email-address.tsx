import { getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge';
import { ResendVerification } from './resend-verification.tsx';
import { Section } from './section.tsx';

/** The e-mail address, and whether it is verified. */
export async function EmailAddress({ address, isVerified }: { address: string; isVerified: boolean }) {
  const t = await getTranslations('settings.email');
  return (
    <Section id="email" title={t('title')}>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="text-lead wrap-anywhere">{address}</span>
        <Badge tone={isVerified ? 'good' : 'quiet'}>{t(isVerified ? 'verified' : 'unverified')}</Badge>
      </div>
      {!isVerified && (
        <>
          <p className="max-w-[68ch] text-quiet">{t('lead')}</p>
          <ResendVerification />
        </>
      )}
    </Section>
  );
}
