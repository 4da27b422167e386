import type { MetadataRoute } from 'next';
import { env } from '#lib/env';

// Its address is a setting, which the build does not have.
export const dynamic = 'force-dynamic';

/** What search engines may read: the pages, not the API. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', allow: '/', disallow: '/api/' }, sitemap: `${env().PUBLIC_URL}/sitemap.xml` };
}
