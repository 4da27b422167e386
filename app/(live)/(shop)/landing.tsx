import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { shopIdentity } from '#lib/shop/identity';

/**
 * The introduction for visitors who are not signed in, above the catalogue. Also says goodbye after an account was
 * deleted. Where not everybody may register (`isOpen`), it asks nobody to.
 */
export async function Landing({ hasLeft, isOpen }: { hasLeft: boolean; isOpen: boolean }) {
  const [t, { name }] = await Promise.all([getTranslations('shop'), shopIdentity()]);
  return (
    <section className="mb-8 grid gap-4 border-b border-rule pb-8 lg:mb-10 lg:pb-10">
      {hasLeft && (
        <p role="status" className="border-l-2 border-good pl-3 font-medium">
          {t('left')}
        </p>
      )}
      <h1 className="max-w-[26ch] text-[clamp(1.75rem,6vw,2.75rem)] leading-tight font-strong text-balance">
        {t('welcome')}
      </h1>
      <p className="max-w-[60ch] text-lead text-quiet">{t('lead', { shop: name })}</p>
      <p className="flex flex-wrap gap-2">
        {isOpen && <ButtonLink href="/register">{t('register')}</ButtonLink>}
        <ButtonLink href="/sign-in" variant={isOpen ? 'outline' : 'primary'}>
          {t('signIn')}
        </ButtonLink>
      </p>
      <ol className="mt-2 grid gap-x-8 gap-y-3 sm:grid-cols-3">
        {(['topUp', 'order', 'see'] as const).map((step, index) => (
          <li key={step} className="flex gap-3 border-t border-rule pt-3">
            <span aria-hidden className="figures font-medium text-accent">
              {index + 1}
            </span>
            <span>
              <strong className="font-medium">{t(`steps.${step}.title`)}</strong>{' '}
              <span className="text-quiet">{t(`steps.${step}.text`)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
