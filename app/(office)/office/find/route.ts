import { find } from '#lib/office/find';
import { requireStaff } from '../../_office/require-staff.ts';

const QUERY_MAX = 200;

/** What the command palette finds, as JSON. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireStaff('orders.read', '/office');
  const query = new URL(request.url).searchParams.get('query') ?? '';
  return Response.json(await find(user, query.slice(0, QUERY_MAX)), { headers: { 'Cache-Control': 'no-store' } });
}
