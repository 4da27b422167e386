import type { MetadataRoute } from 'next';
import { env } from '#lib/env';

// The public URL is a setting, unknown at build time.
export const dynamic = 'force-dynamic';

/** Search engines may read the pages, not the API. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', allow: '/', disallow: '/api/' }, sitemap: `${env().PUBLIC_URL}/sitemap.xml` };
}
