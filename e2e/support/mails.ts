import pg from 'pg';
import { expect } from './test.ts';

interface Mail {
  kind: string;
  subject: string;
  text: string;
}

/** The e-mails to an address, oldest first. They are not sent but stay in the database. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const client = new pg.Client({ connectionString: process.env.SALDO_E2E_DATABASE_URL });
  await client.connect();
  const { rows } = await client
    .query<Mail>('SELECT kind, subject, text FROM notification.mails WHERE address = $1 ORDER BY id', [address])
    .finally(() => client.end());
  return rows;
}

/** The link in the newest e-mail of a kind to an address; waits until there is one. */
export async function linkMailedTo(address: string, kind: 'verify-email' | 'reset-password'): Promise<string> {
  let link = '';
  await expect(async () => {
    const mail = (await mailsTo(address)).findLast((one) => one.kind === kind);
    link = /^http\S+$/m.exec(mail?.text ?? '')?.[0] ?? '';
    expect(link).not.toBe('');
  }).toPass();
  return link;
}
