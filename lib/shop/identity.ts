import { sql } from 'drizzle-orm';
import { shop } from '#drizzle/schema/shop';
import { run } from '#lib/db/pool';
import { selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import type { Locale } from '#lib/i18n/locales';
import { processWide, takeProcessWide } from '#lib/process-wide';

/** What customers see of the shop: its name, its accent (undefined for that of the product), and its languages, the default first. */
export interface ShopIdentity {
  name: string;
  accent: string | undefined;
  languages: readonly Locale[];
}

/** What the office has set of it; null where it is as the settings of the server say. */
export type OwnIdentity = Pick<typeof shop.$inferSelect, 'name' | 'accent' | 'languages'>;

const own = statement<OwnIdentity>(
  sql`SELECT ${selection({ name: shop.name, accent: shop.accent, languages: shop.languages })} FROM ${shop}`,
);

/** What the office has set. */
export async function readOwnIdentity(runs: Pick<Transaction, 'run'> = { run }): Promise<OwnIdentity> {
  const [row] = await runs.run(own, {});
  return row ?? { name: null, accent: null, languages: null };
}

/** What customers see of the shop, read now: in a transaction, which must not wait for another connection. */
export async function readIdentity(runs?: Pick<Transaction, 'run'>): Promise<ShopIdentity> {
  return identityOf(await readOwnIdentity(runs));
}

/** What customers see of the shop where the office has set `own`. */
export function identityOf({ name, accent, languages }: OwnIdentity): ShopIdentity {
  const { SHOP_NAME, SHOP_ACCENT, SHOP_LANGUAGES } = env();
  return { name: name ?? SHOP_NAME, accent: accent ?? SHOP_ACCENT, languages: languages ?? SHOP_LANGUAGES };
}

/** What customers see of the shop, which stays so until the transaction ends. */
export async function holdIdentity(tx: Transaction): Promise<ShopIdentity> {
  await tx.orm.select({ one: shop.one }).from(shop).for('share');
  return readIdentity(tx);
}

/** For how long a process does not see what another one has set. */
const KEPT_MS = 2_000;

/** What customers see of the shop, for pages and requests: each asks several times. */
export function shopIdentity(): Promise<ShopIdentity> {
  const make = () => ({ until: Date.now() + KEPT_MS, identity: readIdentity().catch(forgotten) });
  const kept = processWide('shop-identity', make);
  if (Date.now() < kept.until) return kept.identity;
  forgetIdentity();
  return processWide('shop-identity', make).identity;
}

/** A read that failed is not kept: the next call reads again. */
function forgotten(error: unknown): never {
  forgetIdentity();
  throw error;
}

/** Forgets what is kept, so that the next call reads it. */
export const forgetIdentity = (): void => void takeProcessWide('shop-identity');

/** What the office has set, which nobody else reads to hold or changes until the transaction ends. */
export async function lockOwnIdentity(tx: Transaction): Promise<OwnIdentity> {
  await tx.orm.select({ one: shop.one }).from(shop).for('update');
  return readOwnIdentity(tx);
}

/** Sets it from now on. */
export async function changeIdentity(tx: Transaction, identity: OwnIdentity): Promise<void> {
  await tx.orm.update(shop).set(identity);
}
