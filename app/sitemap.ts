import type { MetadataRoute } from 'next';
import { env } from '#lib/env';
import { readRegistration } from '#lib/shop/registration';

// The public URL is a setting, unknown at build time.
export const dynamic = 'force-dynamic';

/** The public pages: among them the registration, where everybody may register. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const isOpen = (await readRegistration()) === 'open';
  return ['/', '/styles', ...(isOpen ? ['/register'] : []), '/sign-in'].map((path) => ({
    url: env().PUBLIC_URL + path,
  }));
}
