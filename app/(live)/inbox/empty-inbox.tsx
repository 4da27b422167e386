import { useTranslations } from 'next-intl';
import { ButtonLink } from '#components/ui/button-link';

/** An empty inbox: one drawing, one sentence, one thing to do. */
export function EmptyInbox({ filter }: { filter: 'all' | 'unread' | 'paid' | 'refused' | 'alerts' }) {
  const t = useTranslations('inbox');
  const isAll = filter === 'all';
  return (
    <div className="grid justify-items-start gap-4 border-t border-rule py-8">
      <svg aria-hidden viewBox="11 9 74 54" className="h-20" fill="none" strokeWidth={2} strokeLinejoin="round">
        <path d="M12 40 24 10h48l12 30v22H12z" className="fill-sheet stroke-edge" />
        <path d="M12 40h20l6 10h20l6-10h20" className="stroke-accent" />
        <path d="M34 20h28M34 28h18" className="stroke-rule" strokeLinecap="round" />
      </svg>
      <p className="text-lead text-quiet">{t(`none.${filter}`)}</p>
      <ButtonLink href={isAll ? '/' : filter === 'alerts' ? '/inbox/preferences' : '/inbox'}>
        {isAll ? t('toShop') : filter === 'alerts' ? t('toAlert') : t('toAll')}
      </ButtonLink>
    </div>
  );
}
