import { type ImageSize, readImage } from '#lib/order/read';

/** A photo of a product: the hash of what was uploaded, and its size. */
const FILE = /^([0-9a-f]{64})-(small|large)\.webp$/;

/** The photos of products, as WebP. What is under an address never changes. */
export async function GET(request: Request, { params }: RouteContext<'/images/[file]'>): Promise<Response> {
  const [, hash, size] = FILE.exec((await params).file) ?? [];
  const tag = `"${hash}-${size}"`;
  const headers = { 'Cache-Control': 'public, max-age=31536000, immutable', ETag: tag };
  const bytes = hash && size ? await readImage(hash, size as ImageSize) : null;
  if (!bytes) return new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
  if (request.headers.get('if-none-match')?.split(/,\s*/).includes(tag))
    return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...headers,
      'Content-Type': 'image/webp',
      'Content-Length': String(bytes.length),
      // Opened by itself it is a picture and nothing else.
      'Content-Security-Policy': "default-src 'none'",
    },
  });
}
