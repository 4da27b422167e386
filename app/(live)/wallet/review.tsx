import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';

interface ReviewProps {
  /** The amount as it was typed. */
  typed: string;
  /** The text of the confirming button. */
  confirm: string;
  children: React.ReactNode;
}

/** The second step of a form in a browser without JavaScript: what would come of it, and the button that does it. */
export function Review({ typed, confirm, children }: ReviewProps) {
  const t = useTranslations('wallet');
  return (
    <>
      <input type="hidden" name="amount" value={typed} />
      <input type="hidden" name="confirmed" value="yes" />
      {children}
      <Button>{confirm}</Button>
      <ButtonLink href="/wallet" variant="quiet">
        {t('cancel')}
      </ButtonLink>
    </>
  );
}
