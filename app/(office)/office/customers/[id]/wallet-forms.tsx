import { getTranslations } from 'next-intl/server';
import { Card } from '#components/ui/card';
import { newFormKey } from '../../../../_forms/form-key.ts';
import { OfficeField, OfficeForm } from '../../../_office/office-form.tsx';
import { adjustAction, blockAction } from './actions.ts';

interface WalletFormsProps {
  userId: string;
  currency: string;
  isBlocked: boolean;
}

/** What a manager may do with the wallet of a customer: correct its balance, block it. */
export async function WalletForms({ userId, currency, isBlocked }: WalletFormsProps) {
  const t = await getTranslations('office.wallet');
  return (
    <Card aria-labelledby="wallet" className="grid gap-4">
      <h2 id="wallet" className="text-title font-strong">
        {t('title')}
      </h2>
      <p className="text-quiet">{t('adjustLead')}</p>
      <OfficeForm action={adjustAction} formKey={newFormKey()} submit={t('submit')} variant="outline">
        <input type="hidden" name="userId" value={userId} />
        <OfficeField
          name="amount"
          label={t('amount')}
          error={t('amountFault')}
          prefix={currency}
          inputMode="text"
          autoComplete="off"
          required
        />
        <OfficeField
          id="adjust-reason"
          name="reason"
          label={t('reason')}
          error={t('reasonFault')}
          autoComplete="off"
          required
        />
      </OfficeForm>
      <hr className="border-rule" />
      <p className="text-quiet">{t('blockLead')}</p>
      <OfficeForm
        action={blockAction}
        formKey={newFormKey()}
        submit={t(isBlocked ? 'unblock' : 'block')}
        variant={isBlocked ? 'outline' : 'danger'}
      >
        <input type="hidden" name="userId" value={userId} />
        <input type="hidden" name="block" value={String(!isBlocked)} />
        <OfficeField
          id="block-reason"
          name="reason"
          label={t('reason')}
          error={t('reasonFault')}
          autoComplete="off"
          required
        />
      </OfficeForm>
    </Card>
  );
}
