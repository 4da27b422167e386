import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { type LabOrder, readLabRun } from '#lib/lab/read';
import { labCanPay, labProduct } from '#lib/lab/run';
import { newFormKey } from '../_forms/form-key.ts';
import { LabColumn } from './lab-column.tsx';
import { LabForm } from './lab-form.tsx';
import { RefreshUntilDone } from './refresh-until-done.tsx';
import { Replay } from './replay.tsx';

const styles = ['command-reply', 'event-notification', 'event-collaboration'] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('lab');
  return { title: t('title'), description: t('lead') };
}

/** The same order in the three interaction styles, side by side. No sign-in needed. */
export default async function StylesPage({ searchParams }: PageProps<'/styles'>) {
  const { run } = await searchParams;
  const [t, { forms, lab }, product, orders] = await Promise.all([
    getTranslations('lab'),
    getMessages(),
    labProduct(),
    typeof run === 'string' ? readLabRun(run) : null,
  ]);
  const isMissing = run !== undefined && orders === null;
  const isComplete = orders?.length === styles.length && orders.every((order) => order.isComplete);
  const longest = Math.max(1, ...(orders ?? []).map(lengthOf));
  const canPay = labCanPay();
  const outcome = !canPay || orders?.some(({ status }) => status === 'refused') ? 'refused' : 'paid';
  const label = product?.art === 'cup' ? t('runCoffee') : t('runProduct', { product: product?.name ?? '' });
  return (
    <div className="grid grid-cols-1 gap-8">
      <div className="grid gap-5">
        <div>
          <h1 className="text-head font-strong text-balance">{t('heading')}</h1>
          <p className="mt-2 max-w-[64ch] text-lead text-quiet">{t('lead')}</p>
        </div>
        <NextIntlClientProvider messages={{ forms, lab }}>
          <LabForm formKey={newFormKey()} outcome={outcome} canPay={canPay} label={label} />
        </NextIntlClientProvider>
        <p className="text-note text-quiet">{t('noAccount')}</p>
        {isMissing && <p role="alert">{t('missing')}</p>}
        {orders && !isComplete && (
          <RefreshUntilDone text={t('unfinished')} label={t('refresh')} href={`/styles?run=${run}`} />
        )}
      </div>
      <NextIntlClientProvider messages={{ lab }}>
        <Replay
          key={`${String(run)} ${isComplete}`}
          longest={isComplete ? longest : null}
          result={isComplete ? t('done', answers(orders)) : ''}
        >
          {styles.map((style) => (
            <LabColumn key={style} style={style} order={orders?.find((one) => one.style === style)} longest={longest} />
          ))}
        </Replay>
      </NextIntlClientProvider>
      <p className="max-w-[68ch] text-note text-quiet">
        {t('fair')} {t('code')}
      </p>
    </div>
  );
}

/** How long it took until the last message of an order, in milliseconds. */
const lengthOf = ({ items }: LabOrder): number =>
  Math.max(0, ...items.map(({ time }) => Date.parse(time) - Date.parse(items[0]?.time ?? time)));

function answers(orders: LabOrder[]) {
  const [commandReply = 0, eventNotification = 0, eventCollaboration = 0] = orders.map(
    (order) => order.answeredAfter ?? 0,
  );
  return { commandReply, eventNotification, eventCollaboration };
}
