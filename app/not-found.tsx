import { getTranslations } from 'next-intl/server';
import { Empty } from '#components/ui/empty';

export default async function NotFound() {
  const t = await getTranslations('notFound');
  return (
    <div className="grid gap-5">
      <h1 className="text-head font-strong">{t('title')}</h1>
      <Empty text={t('text')} action={t('toShop')} href="/" />
    </div>
  );
}
