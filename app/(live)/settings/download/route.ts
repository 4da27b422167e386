import { requireUser } from '#lib/auth/session';
import { readAccountData } from '#lib/privacy/export';

/** All data stored about the current user, as a file. */
export async function GET(): Promise<Response> {
  const { userId } = await requireUser('/settings/data');
  return new Response(JSON.stringify(await readAccountData(userId), null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="saldo-data.json"',
      'Cache-Control': 'no-store',
    },
  });
}
