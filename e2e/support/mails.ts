import pg from 'pg';
import { expect } from './test.ts';

/** The link in the newest e-mail about the account of an address, once it is written. No mail leaves: it is kept in the database. */
export async function linkMailedTo(address: string, kind: 'verify-email' | 'reset-password'): Promise<string> {
  const client = new pg.Client({ connectionString: process.env.SALDO_E2E_DATABASE_URL });
  await client.connect();
  try {
    let link = '';
    await expect(async () => {
      const { rows } = await client.query<{ text: string }>(
        'SELECT "text" FROM notification.account_mails WHERE address = $1 AND kind = $2 ORDER BY id DESC LIMIT 1',
        [address, kind],
      );
      link = /^http\S+$/m.exec(rows[0]?.text ?? '')?.[0] ?? '';
      expect(link).not.toBe('');
    }).toPass();
    return link;
  } finally {
    await client.end();
  }
}
