import type { MetadataRoute } from 'next';
import { accentOf } from '#lib/brand/accent';
import { env } from '#lib/env';

// Name and accent are settings, unknown at build time.
export const dynamic = 'force-dynamic';

/** The web app manifest, for phones that install the shop. */
export default function manifest(): MetadataRoute.Manifest {
  const { SHOP_NAME, SHOP_ACCENT, SHOP_LANGUAGES } = env();
  const icon = (size: number, purpose: 'any' | 'maskable') => ({
    src: `/icons/${size}`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return {
    id: '/',
    name: SHOP_NAME,
    short_name: SHOP_NAME,
    lang: SHOP_LANGUAGES[0] ?? 'en',
    start_url: '/',
    display: 'standalone',
    background_color: '#fbfaf8',
    theme_color: accentOf(SHOP_ACCENT).light.accent,
    icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable')],
  };
}
