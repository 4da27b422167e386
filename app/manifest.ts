import type { MetadataRoute } from 'next';
import { accentOf } from '#lib/brand/accent';
import { shopIdentity } from '#lib/shop/identity';

// Name and accent are settings, unknown at build time.
export const dynamic = 'force-dynamic';

/** The web app manifest, for phones that install the shop. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const { name, accent, languages } = await shopIdentity();
  const icon = (size: number, purpose: 'any' | 'maskable') => ({
    src: `/icons/${size}`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return {
    id: '/',
    name,
    short_name: name,
    lang: languages[0] ?? 'en',
    start_url: '/',
    display: 'standalone',
    background_color: '#fbfaf8',
    theme_color: accentOf(accent).light.accent,
    icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable')],
  };
}
