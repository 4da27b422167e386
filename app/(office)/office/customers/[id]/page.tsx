import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge';
import { ButtonLink } from '#components/ui/button-link';
import { Card } from '#components/ui/card';
import { Money } from '#components/ui/money';
import { may } from '#lib/accounts/roles';
import { isId } from '#lib/ids';
import { readCustomerWithWallet } from '#lib/office/customers';
import { shopCurrency } from '#lib/shop/currency';
import { newFormKey } from '../../../../_forms/form-key.ts';
import { OfficeField, OfficeForm } from '../../../_office/office-form.tsx';
import { requireStaff } from '../../../_office/require-staff.ts';
import { editCustomerAction, signOutAction } from './actions.ts';
import { Devices, Ledger, Notifications, Orders } from './panels.tsx';
import { WalletForms } from './wallet-forms.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.customers');
  return { title: t('user') };
}

/** One customer: who they are, what they have, what they ordered and were told. */
export default async function CustomerPage({ params }: PageProps<'/office/customers/[id]'>) {
  const { id } = await params;
  const user = await requireStaff('customers.read', `/office/customers/${id}`);
  const customer = isId(id) ? await readCustomerWithWallet(user, id) : null;
  if (!customer) notFound();
  const [t, locale, currency] = await Promise.all([getTranslations('office.customers'), getLocale(), shopCurrency()]);
  const seesDetails = may(user.role, 'customers.details');
  const edits = may(user.role, 'customers.edit');
  const { userId, name, email, phone, cardId, note, balance, blocked, emailVerifiedAt } = customer;
  return (
    <div className="grid gap-6">
      <header className="grid gap-1">
        <ButtonLink href="/office/customers" variant="quiet" className="-ml-4 justify-self-start">
          ← {t('back')}
        </ButtonLink>
        <h1 className="text-head font-strong wrap-anywhere">{name}</h1>
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-quiet">
          <span className="wrap-anywhere">{email}</span>
          <Badge tone={emailVerifiedAt ? 'good' : 'quiet'}>{t(emailVerifiedAt ? 'verified' : 'unverified')}</Badge>
          {phone && <span>{phone}</span>}
          {blocked && <Badge tone="bad">{t('blocked')}</Badge>}
        </p>
        {may(user.role, 'till') && (
          <ButtonLink href={`/office/till?customer=${userId}`} variant="outline" className="mt-2 justify-self-start">
            {t('toTill')}
          </ButtonLink>
        )}
        <p className="mt-3 text-quiet">{t('balance')}</p>
        <Money
          amount={balance}
          currency={currency}
          locale={locale}
          className="text-head leading-tight font-medium sm:text-figure"
        />
      </header>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {seesDetails && (
          <Card aria-labelledby="statement">
            <h2 id="statement" className="mb-3 text-title font-strong">
              {t('statement')}
            </h2>
            <Ledger userId={userId} currency={currency} empty={t('emptyStatement')} />
          </Card>
        )}
        <Card aria-labelledby="orders">
          <h2 id="orders" className="mb-3 text-title font-strong">
            {t('orders')}
          </h2>
          <Orders userId={userId} empty={t('emptyOrders')} />
        </Card>
        {edits && (
          <Card aria-labelledby="card-and-note">
            <h2 id="card-and-note" className="mb-3 text-title font-strong">
              {t('cardAndNote')}
            </h2>
            <OfficeForm action={editCustomerAction} formKey={newFormKey()} submit={t('save')} variant="outline">
              <input type="hidden" name="userId" value={userId} />
              <OfficeField
                name="cardId"
                label={t('card')}
                hint={t('cardHint')}
                error={t('fault')}
                defaultValue={cardId ?? ''}
                autoComplete="off"
              />
              <OfficeField name="note" label={t('note')} hint={t('noteHint')} defaultValue={note ?? ''} />
            </OfficeForm>
          </Card>
        )}
        {may(user.role, 'wallets.adjust') && <WalletForms userId={userId} currency={currency} isBlocked={blocked} />}
        {seesDetails && (
          <Card aria-labelledby="devices">
            <h2 id="devices" className="mb-3 text-title font-strong">
              {t('devices')}
            </h2>
            <Devices userId={userId} empty={t('noDevices')} />
            {edits && (
              <OfficeForm
                action={signOutAction}
                formKey={newFormKey()}
                submit={t('signOut')}
                variant="danger"
                className="mt-4 grid justify-items-start gap-3"
              >
                <input type="hidden" name="userId" value={userId} />
              </OfficeForm>
            )}
          </Card>
        )}
        {seesDetails && (
          <Card aria-labelledby="notifications">
            <h2 id="notifications" className="mb-3 text-title font-strong">
              {t('notifications')}
            </h2>
            <Notifications userId={userId} empty={t('emptyNotifications')} />
          </Card>
        )}
      </div>
    </div>
  );
}
