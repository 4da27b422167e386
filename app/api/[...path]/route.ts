import { dispatch } from '#lib/http/router';
import { routes } from '#lib/http/routes';

// The whole HTTP API: lib/http/routes.ts says which paths there are. One handler for all methods and paths, so that
// an unknown path and a method that is not allowed get a problem too, and a trailing slash needs no redirect.
const handle = (request: Request): Promise<Response> => dispatch(routes, request);

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
