import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { requireUser } from '#lib/auth/session';
import { shopCurrency } from '#lib/shop/currency';
import { Section } from '../section.tsx';
import { Frame } from '../settings-frame.tsx';
import { EraseForm } from './erase-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t('data') };
}

export default async function DataPage() {
  await requireUser('/settings/data');
  const [t, currency] = await Promise.all([getTranslations('settings'), shopCurrency()]);
  return (
    <Frame section="data">
      <Section id="download" title={t('download.title')} lead={t('download.lead')}>
        <ButtonLink
          href="/settings/download"
          download
          prefetch={false}
          variant="outline"
          className="justify-self-start"
        >
          {t('download.submit')}
        </ButtonLink>
      </Section>
      <Section id="erase" title={t('erase.title')} lead={t('erase.lead')}>
        <EraseForm currency={currency} />
      </Section>
    </Frame>
  );
}
