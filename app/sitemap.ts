import type { MetadataRoute } from 'next';
import { env } from '#lib/env';

// The public URL is a setting, unknown at build time.
export const dynamic = 'force-dynamic';

/** The public pages. */
export default function sitemap(): MetadataRoute.Sitemap {
  return ['/', '/styles', '/register', '/sign-in'].map((path) => ({ url: env().PUBLIC_URL + path }));
}
