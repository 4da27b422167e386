import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { Card } from '#components/ui/card';
import { env } from '#lib/env';
import { readOutbox } from '#lib/notification/read';

const MAILS_SHOWN = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('outbox');
  return { title: t('title') };
}

/**
 * The e-mails of all users. It exists in demo mode only, where no mail is sent. It needs no sign-in: whoever follows a
 * password link is not signed in.
 */
export default async function OutboxPage() {
  if (!env().SALDO_DEMO) notFound();
  const [t, format, mails] = await Promise.all([getTranslations('outbox'), getFormatter(), readOutbox(MAILS_SHOWN)]);
  return (
    <div className="grid max-w-3xl gap-5">
      <div>
        <h1 className="text-head font-strong">{t('title')}</h1>
        <p className="text-quiet">{t('lead')}</p>
      </div>
      {mails.length === 0 && <p>{t('empty')}</p>}
      {mails.map(({ id, address, subject, text, html, createdAt, link }) => (
        <Card key={id} className="grid gap-2">
          <h2 className="text-lead font-strong wrap-anywhere">{subject}</h2>
          <p className="text-note text-quiet wrap-anywhere">
            {t('to', { address })} · {format.dateTime(createdAt, 'moment')}
          </p>
          <iframe
            // Links open in a new tab; everything else in a mail is inert.
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            loading="lazy"
            title={t('html', { subject })}
            srcDoc={html}
            className="h-96 w-full border border-rule bg-[white]"
          />
          {link && (
            <ButtonLink href={link.slice(new URL(link).origin.length)} variant="outline" className="justify-self-start">
              {t('link')}
            </ButtonLink>
          )}
          <details>
            <summary className="min-h-11 content-center text-quiet">{t('text')}</summary>
            <p className="whitespace-pre-line wrap-anywhere">{text}</p>
          </details>
        </Card>
      ))}
    </div>
  );
}
