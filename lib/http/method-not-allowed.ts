import { problem } from './problem.ts';
import { respond } from './respond.ts';

/** The handler of the methods that a path outside the route table does not take. `allowed` as the header `Allow` lists them. */
export const methodNotAllowed =
  (allowed: string) =>
  (request: Request): Response =>
    respond(
      request,
      problem('method-not-allowed', `${new URL(request.url).pathname} takes ${allowed}.`, {
        headers: { Allow: allowed },
      }),
    );
