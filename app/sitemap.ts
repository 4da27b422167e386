import type { MetadataRoute } from 'next';
import { env } from '#lib/env';

// Its address is a setting, which the build does not have.
export const dynamic = 'force-dynamic';

/** The pages that everybody can open. */
export default function sitemap(): MetadataRoute.Sitemap {
  return ['/', '/styles', '/register', '/sign-in'].map((path) => ({ url: env().PUBLIC_URL + path }));
}
