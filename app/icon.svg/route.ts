import { MARK } from '#components/brand/mark';
import { accentOf } from '#lib/brand/accent';
import { shopIdentity } from '#lib/shop/identity';

// The accent is a setting, unknown at build time.
export const dynamic = 'force-dynamic';

/** The icon of the shop in its accent, for light and dark browsers. */
export async function GET(): Promise<Response> {
  const { light, dark } = accentOf((await shopIdentity()).accent);
  const style = `.a{fill:${light.accent}}.b{stroke:${light.onAccent}}@media(prefers-color-scheme:dark){.a{fill:${dark.accent}}.b{stroke:${dark.onAccent}}}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>${style}</style><path class="a" d="${MARK.slip}"/><path class="b" fill="none" stroke-width="2.5" stroke-linecap="round" d="${MARK.lines}"/></svg>`;
  return new Response(svg, { headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=300' } });
}
