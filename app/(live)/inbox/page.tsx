import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { OlderLink } from '#components/ui/older-link';
import { requireUser } from '#lib/auth/session';
import { countUnread, inboxFilters, readInbox } from '#lib/notification/inbox';
import { ActionForm } from '../../_forms/action-form.tsx';
import { cursorOf, pageOrNotFound } from '../../_shell/paging.ts';
import { markReadAction } from './actions.ts';
import { EmptyInbox } from './empty-inbox.tsx';
import { InboxFilters } from './inbox-filters.tsx';
import { NotificationRow } from './notification.tsx';

const NOTIFICATIONS_PER_PAGE = 20;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('inbox');
  return { title: t('title') };
}

/** The notifications, newest first. With `?id=`, to which mails link, the list starts at that one and opens it. */
export default async function InboxPage({ searchParams }: PageProps<'/inbox'>) {
  const parameters = await searchParams;
  const from = z.uuid().safeParse(parameters.id).data;
  const { userId } = await requireUser(from ? `/inbox?id=${from}` : '/inbox');
  const filter = z.enum(inboxFilters).catch('all').parse(parameters.filter);
  const cursor = cursorOf(parameters);
  const [t, unread, { items, nextCursor }] = await Promise.all([
    getTranslations('inbox'),
    countUnread(userId),
    pageOrNotFound(readInbox(userId, { limit: NOTIFICATIONS_PER_PAGE, cursor, from, filter })),
  ]);
  return (
    <div className="max-w-3xl">
      <div className="mb-4 flex items-center justify-between gap-x-4">
        <h1 className="text-head font-strong">{t('title')}</h1>
        <ButtonLink href="/inbox/preferences" variant="quiet" className="-my-1.5 -mr-4">
          {t('preferences')}
        </ButtonLink>
      </div>
      <InboxFilters filters={inboxFilters} current={filter} unread={unread} />
      <div className="-mx-4 mt-1 flex min-h-3 flex-wrap justify-between">
        {(from || cursor) && (
          <ButtonLink href={filter === 'all' ? '/inbox' : `/inbox?filter=${filter}`} variant="quiet">
            {t('newest')}
          </ButtonLink>
        )}
        {unread > 0 && (
          <ActionForm action={markReadAction} className="ml-auto">
            <Button variant="quiet">{t('readAll')}</Button>
          </ActionForm>
        )}
      </div>
      {items.length === 0 ? (
        <EmptyInbox filter={filter} />
      ) : (
        <ul className="grid border-t border-rule">
          {items.map((item) => (
            <NotificationRow key={item.id} item={item} isOpen={item.id === from} />
          ))}
        </ul>
      )}
      <OlderLink path="/inbox" query={filter === 'all' ? {} : { filter }} cursor={nextCursor} label={t('older')} />
    </div>
  );
}
