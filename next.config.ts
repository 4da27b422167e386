import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  output: 'standalone',
  // Left as they are: pg-boss reads files of its own, pg chooses its driver at run time.
  serverExternalPackages: ['pg-boss', 'pg'],
  // The API takes a trailing slash without a redirect, which would lose the body of a POST.
  skipTrailingSlashRedirect: true,
  // Photos are encoded once, when they are uploaded.
  images: { unoptimized: true },
  // A form of the office uploads a photo; proxy.ts keeps other forms to less.
  experimental: { serverActions: { bodySizeLimit: '6mb' } },
  poweredByHeader: false,
  reactStrictMode: true,
  // Titles come with the page for everybody: streamed ones would be missing without JavaScript, and for a moment with it.
  htmlLimitedBots: /.*/,
  // `npm run check` checks the types of everything once; a start must not wait for it again, nor fail over a test.
  typescript: { ignoreBuildErrors: true },
  // A lockfile above this folder must not move the roots.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
};

export default createNextIntlPlugin('./app/_i18n/request.ts')(config);
