import { asc, eq, max, sql } from 'drizzle-orm';
import { products } from '#drizzle/schema/order';
import { orm } from '#lib/db/pool';
import { bare, type Given, givenRows, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { holdIdentity, readIdentity } from '#lib/shop/identity';
import { announce } from './announce.ts';
import type { Language } from './read.ts';

/** A text by language. */
export type Translated = Partial<Record<Language, string>>;

/** A product as the office sees it. `price` in minor units, times in ISO 8601. */
export interface CatalogueProduct {
  productId: string;
  name: Translated;
  description: Translated;
  category: string;
  /** The name of its drawing. */
  art: string;
  price: number;
  currency: string;
  available: boolean;
  soldOutUntil: string | null;
  /** How many are left; null where nobody counts. */
  stock: number | null;
  /** There is nothing to hand over. */
  instant: boolean;
  imageHash: string | null;
  archived: boolean;
}

type TextChanges = Partial<Record<Language, string | null | undefined>>;

/** What can be changed about a product. Of the texts, null takes a language away. */
export interface ProductChanges {
  name?: TextChanges | undefined;
  description?: TextChanges | undefined;
  category?: string | undefined;
  art?: string | undefined;
  price?: number | undefined;
  available?: boolean | undefined;
  soldOutUntil?: string | null | undefined;
  stock?: number | null | undefined;
  instant?: boolean | undefined;
  imageHash?: string | null | undefined;
  archived?: boolean | undefined;
}

/** A product before and after a change. */
export interface ProductChange {
  before: CatalogueProduct;
  after: CatalogueProduct;
}

/** The language of whoever knows no other; with `tx`, it stays so until the transaction ends. */
export async function firstLanguage(tx?: Transaction): Promise<Language> {
  const [first = 'en'] = (await (tx ? holdIdentity(tx) : readIdentity())).languages;
  return first;
}

/** The whole catalogue in the order of the shop, archived products included. */
export async function readCatalogue(): Promise<CatalogueProduct[]> {
  const rows = await orm().select().from(products).orderBy(asc(products.position), asc(products.id));
  const first = await firstLanguage();
  return rows.map((row) => productOf(row, first));
}

/** Adds a product at the end of the catalogue; null if its id is taken, by an archived product too. */
export async function createProduct(
  tx: Transaction,
  { productId, name, description, ...facts }: Omit<CatalogueProduct, 'imageHash' | 'archived' | 'soldOutUntil'>,
): Promise<CatalogueProduct | null> {
  const first = await firstLanguage(tx);
  const [last] = await tx.orm.select({ position: max(products.position) }).from(products);
  const [row] = await tx.orm
    .insert(products)
    .values({
      ...facts,
      id: productId,
      name: textIn(name, first),
      description: textIn(description, first),
      names: name,
      descriptions: description,
      position: (last?.position ?? -1) + 1,
    })
    .onConflictDoNothing()
    .returning();
  if (!row) return null;
  announce(tx);
  return productOf(row, first);
}

/** Changes of a product what is named and nothing else, under the lock of its row; null if there is none. */
export async function changeProduct(
  tx: Transaction,
  productId: string,
  changes: ProductChanges,
): Promise<ProductChange | null> {
  // Held before the product, as whoever changes the language does.
  const first = await firstLanguage(tx);
  const [row] = await tx.orm.select().from(products).where(eq(products.id, productId)).for('no key update');
  if (!row) return null;
  const before = productOf(row, first);
  const { name, description, archived, soldOutUntil, ...plain } = changes;
  const names = name && translated(before.name, name);
  const descriptions = description && translated(before.description, description);
  const set = {
    ...plain,
    ...(names && { names, name: textIn(names, first) }),
    ...(descriptions && { descriptions, description: textIn(descriptions, first) }),
    ...(soldOutUntil !== undefined && { soldOutUntil: soldOutUntil === null ? null : new Date(soldOutUntil) }),
    // What is archived already stays so since then.
    ...(archived !== undefined && archived !== before.archived && { archivedAt: archived ? new Date() : null }),
  };
  if (Object.values(set).every((value) => value === undefined)) return { before, after: before };
  const [changed] = await tx.orm.update(products).set(set).where(eq(products.id, productId)).returning();
  announce(tx);
  return changed ? { before, after: productOf(changed, first) } : null;
}

const retold = givenRows(products, ['id', 'name', 'description', 'names', 'descriptions']);
const retell = statement<never, Given<typeof products, 'id' | 'name' | 'description' | 'names' | 'descriptions'>>(
  sql`UPDATE ${products} SET ${bare(products.name)} = ${retold.column.name}, ${bare(products.description)} = ${retold.column.description},
    ${bare(products.names)} = ${retold.column.names}, ${bare(products.descriptions)} = ${retold.column.descriptions}
    FROM ${retold.source} WHERE ${products.id} = ${retold.column.id}`,
);

/**
 * Has every product tell its texts in another first language, under the lock of {@link lockOwnIdentity}. Changes nothing and returns the names
 * of the products without a name in it, if any is offered.
 */
export async function changeFirstLanguage(tx: Transaction, from: Language, to: Language): Promise<string[]> {
  const rows = await tx.orm.select().from(products).orderBy(asc(products.id)).for('no key update');
  const texts = rows.map((row) => productOf(row, from));
  const nameless = texts.filter(({ name, archived }) => !archived && !name[to]);
  if (nameless.length > 0) return nameless.map(({ name }) => textIn(name, from));
  await tx.run(retell, {
    rows: texts.map(({ productId, name, description }) => ({
      id: productId,
      name: textIn(name, to),
      description: textIn(description, to),
      names: name,
      descriptions: description,
    })),
  });
  announce(tx);
  return [];
}

const arranged = givenRows(products, ['id', 'position']);
const arrange = statement<never, Given<typeof products, 'id' | 'position'>>(
  sql`UPDATE ${products} SET ${bare(products.position)} = ${arranged.column.position}
    FROM ${arranged.source} WHERE ${products.id} = ${arranged.column.id}`,
);

/** Where a product goes: to a place counted from zero, or right before another product; before null is the end. */
export type Place = { position: number } | { before: string | null };

/** What came of moving a product: its places in the whole catalogue, counted from zero. */
export type Move =
  | { kind: 'moved'; from: number; to: number }
  | { kind: 'unknown-product' }
  | { kind: 'unknown-place' };

/** Moves a product within the order of the shop. */
export async function moveProduct(tx: Transaction, productId: string, place: Place): Promise<Move> {
  // Locked in the order of their ids, as orders lock what they take from the stock; read after that, so that two moves at once are both seen.
  await tx.orm.select({ id: products.id }).from(products).orderBy(asc(products.id)).for('no key update');
  const rows = await tx.orm
    .select({ id: products.id })
    .from(products)
    .orderBy(asc(products.position), asc(products.id));
  const ids = rows.map(({ id }) => id);
  const from = ids.indexOf(productId);
  if (from === -1) return { kind: 'unknown-product' };
  const others = ids.filter((id) => id !== productId);
  const to = placeAmong(others, productId, place, from);
  if (to === null) return { kind: 'unknown-place' };
  const order = others.toSpliced(to, 0, productId);
  await tx.run(arrange, { rows: order.map((id, position) => ({ id, position })) });
  announce(tx);
  return { kind: 'moved', from, to };
}

function placeAmong(others: string[], productId: string, place: Place, from: number): number | null {
  if ('position' in place) return Math.min(place.position, others.length);
  if (place.before === null) return others.length;
  if (place.before === productId) return from;
  const at = others.indexOf(place.before);
  return at === -1 ? null : at;
}

const productOf = (row: typeof products.$inferSelect, first: Language): CatalogueProduct => ({
  productId: row.id,
  // A product that is older than the languages has its text in the first.
  name: row.names ?? { [first]: row.name },
  description: row.descriptions ?? { [first]: row.description },
  category: row.category,
  art: row.art,
  price: row.price,
  currency: row.currency,
  available: row.available,
  soldOutUntil: row.soldOutUntil?.toISOString() ?? null,
  stock: row.stock,
  instant: row.instant,
  imageHash: row.imageHash,
  archived: row.archivedAt !== null,
});

function translated(before: Translated, changes: TextChanges): Translated {
  const named = Object.entries(changes).filter(([, text]) => text !== undefined);
  const after = { ...before, ...Object.fromEntries(named) };
  return Object.fromEntries(Object.entries(after).filter(([, text]) => text !== null)) as Translated;
}

/** The text in the first language, or in whichever there is. */
const textIn = (texts: Translated, first: Language): string => texts[first] ?? Object.values(texts)[0] ?? '';
