import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { Older } from '#components/ui/older';
import { requireUser } from '#lib/auth/session';
import { readNotifications } from '#lib/notification/read';
import { cursorOf, pageOrNotFound } from '../../_shell/paging.ts';
import { markReadAction } from './actions.ts';
import { News } from './news.tsx';

const NEWS_PER_PAGE = 20;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('inbox');
  return { title: t('title') };
}

export default async function InboxPage({ searchParams }: PageProps<'/inbox'>) {
  const { userId } = await requireUser('/inbox');
  const cursor = cursorOf(await searchParams);
  const [t, { items, nextCursor }] = await Promise.all([
    getTranslations('inbox'),
    pageOrNotFound(readNotifications(userId, { limit: NEWS_PER_PAGE, cursor })),
  ]);
  return (
    <div className="max-w-3xl">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <h1 className="text-head font-strong">{t('title')}</h1>
        {items.some(({ readAt }) => readAt === null) && (
          <form action={markReadAction}>
            <Button variant="outline">{t('readAll')}</Button>
          </form>
        )}
      </div>
      {items.length === 0 && <Empty text={t('empty')} action={t('toShop')} href="/" />}
      <ul className="grid">
        {items.map((notification) => (
          <News key={notification.notificationId} notification={notification} />
        ))}
      </ul>
      <Older path="/inbox" cursor={nextCursor} label={t('older')} />
    </div>
  );
}
