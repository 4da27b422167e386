/**
 * Where to go after signing in: the path and query of `callbackUrl` and never its host, so that a link to our sign-in page cannot
 * lead elsewhere. The shop, if there is no usable path.
 */
export function callbackPath(callbackUrl: unknown): string {
  if (typeof callbackUrl !== 'string' || !URL.canParse(callbackUrl, 'http://shop')) return '/';
  const { protocol, pathname, search } = new URL(callbackUrl, 'http://shop');
  if (!/^https?:$/.test(protocol)) return '/';
  // `//host` would be read as a host by the browser.
  return pathname.replace(/^\/+/, '/') + search;
}
