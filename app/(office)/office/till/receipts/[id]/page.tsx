import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge';
import { ButtonLink } from '#components/ui/button-link';
import { Money } from '#components/ui/money';
import { PrintButton } from '#components/ui/print-button';
import { isId } from '#lib/ids';
import { readReceipt } from '#lib/office/receipts';
import { shopIdentity } from '#lib/shop/identity';
import { newFormKey } from '../../../../../_forms/form-key.ts';
import { OfficeForm } from '../../../../_office/office-form.tsx';
import { requireStaff } from '../../../../_office/require-staff.ts';
import { mailReceiptAction } from '../../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.till');
  return { title: t('receipt.title') };
}

/** The receipt of what was taken or paid out at the till, to print or to mail. */
export default async function ReceiptPage({ params }: PageProps<'/office/till/receipts/[id]'>) {
  const { id } = await params;
  const staff = await requireStaff('till', `/office/till/receipts/${id}`);
  const receipt = isId(id) ? await readReceipt(staff, id) : null;
  if (!receipt) notFound();
  const [t, format, locale, shop] = await Promise.all([
    getTranslations('office.till'),
    getFormatter(),
    getLocale(),
    shopIdentity(),
  ]);
  const { transferId, kind, userId, amount, balance, currency, method, note, isUndone, createdAt } = receipt;
  const { customer, actor } = receipt;
  const facts: [string, React.ReactNode][] = [
    [t('amount'), <Money key="amount" amount={amount} currency={currency} locale={locale} className="text-title" />],
    [t('method'), t(`methods.${method}`)],
    [t('receipt.balance'), <Money key="balance" amount={balance} currency={currency} locale={locale} />],
    ...(note ? [[t('note'), note] as [string, string]] : []),
    [t('receipt.actor'), actor?.name ?? t('receipt.nobody')],
  ];
  return (
    <div className="grid gap-6">
      <ButtonLink
        href={customer ? `/office/till?customer=${userId}` : '/office/till'}
        variant="quiet"
        className="-ml-4 justify-self-start print:hidden"
      >
        ← {t('receipt.back')}
      </ButtonLink>
      <article className="torn-paper grid max-w-sm gap-4 px-4 lg:px-6 print:border-y print:border-dashed print:border-ink print:[mask:none]">
        <header>
          <p className="text-note text-quiet">{shop.name}</p>
          <h1 className="flex flex-wrap items-baseline gap-3 text-title font-strong">
            {t(`receipt.${kind}`)} {isUndone && <Badge tone="bad">{t('receipt.undone')}</Badge>}
          </h1>
          <p className="text-note text-quiet">{format.dateTime(createdAt, 'moment')}</p>
          <p className="wrap-anywhere">{customer?.name ?? t('receipt.nobody')}</p>
        </header>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2 border-y border-ink py-3">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-quiet">{name}</dt>
              <dd className="text-right wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="figures text-note text-quiet wrap-anywhere">{transferId}</p>
      </article>
      <div className="flex max-w-sm flex-wrap items-start gap-3 print:hidden">
        <PrintButton>{t('receipt.print')}</PrintButton>
        {customer && !isUndone && (
          <OfficeForm action={mailReceiptAction} formKey={newFormKey()} submit={t('receipt.mail')} variant="outline">
            <input type="hidden" name="transferId" value={transferId} />
          </OfficeForm>
        )}
      </div>
    </div>
  );
}
