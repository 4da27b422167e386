import type { Identity } from '#lib/accounts/sign-in';
import { accountStands } from '#lib/accounts/standing';
import { readTillEntry, type TillEntry } from '#lib/billing/ledger-read';
import { enqueue } from '#lib/broker/publish';
import { EMAIL_QUEUE } from '#lib/broker/queues';
import type { Result } from '#lib/gateway/outcomes';
import { jobsOf } from '#lib/notification/outbox';
import { writeReceiptMail } from '#lib/notification/receipt-mail';
import type { Person } from '#lib/user/users';
import { ifAllowed } from './allowed.ts';
import { type NotAllowed, type OfficeRequest, officeOperation } from './operation.ts';
import { readPeople } from './people.ts';

/** What was taken or paid out at the till, with the people: null is somebody who was erased. */
export type Receipt = TillEntry & { customer: Person | null; actor: Person | null };

/** The receipt of a transfer at the till; null where there is none. */
export const readReceipt = (actor: Identity, transferId: string): Promise<Receipt | null> =>
  ifAllowed(actor, 'till', () => receiptOf(transferId));

async function receiptOf(transferId: string): Promise<Receipt | null> {
  const entry = await readTillEntry(transferId);
  if (!entry) return null;
  const people = await readPeople([entry.userId, entry.actorId]);
  return { ...entry, customer: people.get(entry.userId) ?? null, actor: people.get(entry.actorId) ?? null };
}

/** `mailed`: the mail is on its way, or was before. It names nobody, because outcomes outlive people. */
export type MailedOutcome = { kind: 'mailed' | 'unknown-transfer' | 'unknown-customer' | 'already-reversed' };

/** Mails a receipt to its customer, once however often it is asked for; none of what was undone. */
export async function mailReceipt(
  transferId: string,
  request: OfficeRequest<unknown>,
): Promise<Result<MailedOutcome | NotAllowed>> {
  // Read before the transaction, which holds a connection.
  const receipt = await receiptOf(transferId);
  return officeOperation<MailedOutcome>('till', request, async ({ tx, record }) => {
    if (!receipt) return { kind: 'unknown-transfer' };
    if (receipt.isUndone) return { kind: 'already-reversed' };
    const { customer } = receipt;
    if (!customer || !(await accountStands(tx, customer.userId))) return { kind: 'unknown-customer' };
    const written = await writeReceiptMail(tx, { ...receipt, customer });
    if (written.length > 0) {
      await enqueue(tx, EMAIL_QUEUE, jobsOf(written));
      await record({ action: 'receipt-mailed', subject: `transfer:${transferId}` });
    }
    return { kind: 'mailed' };
  });
}
