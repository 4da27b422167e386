import { useTranslations } from 'next-intl';

/** Shown at once while a page is being made. */
export default function Loading() {
  const t = useTranslations('app');
  return (
    <p role="status" className="text-quiet">
      {t('loading')}
    </p>
  );
}
