import { createHash } from 'node:crypto';
import { and, eq, notExists, sql } from 'drizzle-orm';
import { images, products } from '#drizzle/schema/order';
import type { Transaction } from '#lib/db/transact';
import type { ImageSize } from './read.ts';

/** The longer side of the two sizes of a photo, in pixels. */
const imageSizes = { small: 320, large: 960 } as const satisfies Record<ImageSize, number>;

/** More pixels than any camera of a phone takes; a small file can claim far more. */
const PIXELS_MAX = 64_000_000;
const ENCODING_SECONDS_MAX = 20;
const QUALITY = 80;
const formats: readonly (string | undefined)[] = ['jpeg', 'png', 'webp'];

/** A photo that was encoded anew: what it showed is left of the upload, and nothing else. */
export interface Encoded {
  kind: 'encoded';
  /** SHA-256 of the upload. */
  hash: string;
  small: Buffer;
  large: Buffer;
}

/** Why an upload becomes no photo. */
export interface NotAnImage {
  kind: 'not-an-image';
  reason: 'unreadable' | 'too-many-pixels';
}

/**
 * Makes the two sizes of an uploaded JPEG, PNG or WebP: upright, without metadata, in sRGB. The first picture of an animation counts.
 */
export async function encodeImage(upload: Buffer): Promise<Encoded | NotAnImage> {
  // Loads a native library, which processes that never see an upload do without.
  const { default: sharp } = await import('sharp');
  try {
    const { format, width, height } = await sharp(upload).metadata();
    if (!formats.includes(format)) return { kind: 'not-an-image', reason: 'unreadable' };
    if (width * height > PIXELS_MAX) return { kind: 'not-an-image', reason: 'too-many-pixels' };
    const sizes = [imageSizes.small, imageSizes.large].map((side) =>
      sharp(upload, { limitInputPixels: PIXELS_MAX, failOn: 'error' })
        .timeout({ seconds: ENCODING_SECONDS_MAX })
        .rotate()
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: QUALITY })
        .toBuffer(),
    );
    const [small, large] = (await Promise.all(sizes)) as [Buffer, Buffer];
    return { kind: 'encoded', hash: createHash('sha256').update(upload).digest('hex'), small, large };
  } catch {
    // Whatever the library says of bytes that it cannot read, they are no photo.
    return { kind: 'not-an-image', reason: 'unreadable' };
  }
}

/** Keeps a photo, and locks it against being dropped until the product that gets it is changed. */
export async function keepImage(tx: Transaction, { hash, small, large }: Encoded): Promise<void> {
  await tx.orm.insert(images).values({ hash, small, large }).onConflictDoUpdate({ target: images.hash, set: { hash } });
}

/** Drops a photo that no product shows any more. */
export async function dropImage(tx: Transaction, hash: string): Promise<void> {
  // Whoever gives the photo to another product at the same time holds this lock, and is seen by the next statement.
  await tx.orm.select({ hash: images.hash }).from(images).where(eq(images.hash, hash)).for('update');
  const shown = tx.orm.select({ one: sql`1` }).from(products).where(eq(products.imageHash, hash));
  await tx.orm.delete(images).where(and(eq(images.hash, hash), notExists(shown)));
}
