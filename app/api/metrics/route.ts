import { methodNotAllowed } from '#lib/http/method-not-allowed';
import { problem } from '#lib/http/problem';
import { respond } from '#lib/http/respond';
import { admission } from '#lib/monitoring/admission';
import { scrape } from '#lib/monitoring/scrape';

/** The metrics of this web process, for Prometheus. */
export async function GET(request: Request): Promise<Response> {
  switch (admission(request.headers.get('authorization'))) {
    case 'not-configured':
      return respond(request, problem('not-found', 'This deployment shows no metrics: METRICS_TOKEN is not set.'));
    case 'refused':
      return respond(
        request,
        problem('unauthenticated', 'Send `Authorization: Bearer <METRICS_TOKEN>`.', {
          headers: { 'WWW-Authenticate': 'Bearer' },
        }),
      );
    case 'admitted': {
      const { text, contentType } = await scrape('web');
      return new Response(text, { headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' } });
    }
  }
}

const refuse = methodNotAllowed('GET, HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
