import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readNumbers } from '#lib/office/board';
import { RefreshOften } from './refresh-often.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('pickup');
  return { title: t('title'), robots: { index: false } };
}

/** The screen on the wall: the numbers that are ready, and those that are being prepared. Nothing else, because everybody may see it. */
export default async function PickupPage() {
  const [t, { preparing, ready }] = await Promise.all([getTranslations('pickup'), readNumbers()]);
  return (
    <div data-office data-bare className="grid gap-8 md:min-h-[85dvh] md:grid-cols-[3fr_2fr] md:gap-12">
      <h1 className="sr-only">{t('title')}</h1>
      <Numbers id="ready" title={t('ready')} numbers={ready} none={t('noneReady')} className="text-accent" />
      <Numbers
        id="preparing"
        title={t('preparing')}
        numbers={preparing}
        none={t('nonePreparing')}
        className="text-quiet"
      />
      <RefreshOften />
    </div>
  );
}

interface NumbersProps {
  id: string;
  title: string;
  numbers: number[];
  none: string;
  className: string;
}

const Numbers = ({ id, title, numbers, none, className }: NumbersProps) => (
  <section aria-labelledby={id} className="grid content-start gap-6">
    <h2 id={id} className="border-b-2 border-current pb-2 text-head font-strong md:text-figure">
      {title}
    </h2>
    {numbers.length === 0 && <p className="text-lead text-quiet">{none}</p>}
    <ul aria-live="polite" className={`flex flex-wrap gap-x-10 gap-y-4 ${className}`}>
      {numbers.map((number) => (
        <li
          key={number}
          className="figures text-[4rem] leading-none font-strong motion-safe:animate-slide lg:text-[7.5rem]"
        >
          {number}
        </li>
      ))}
    </ul>
  </section>
);
