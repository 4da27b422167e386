import { may } from '#lib/accounts/roles';
import type { Identity } from '#lib/accounts/sign-in';
import type { Result } from '#lib/gateway/outcomes';
import { newId } from '#lib/ids';
import {
  type CatalogueProduct,
  changeProduct,
  createProduct,
  firstLanguage,
  moveProduct,
  type ProductChange,
  type ProductChanges,
  readCatalogue,
  type Translated,
} from '#lib/order/catalogue';
import { dropImage, encodeImage, keepImage, type NotAnImage } from '#lib/order/images';
import { type OpeningHours, readOpeningHours, replaceOpeningHours } from '#lib/order/opening-hours';
import { imageView } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import type { HoursBody, ProductBody, ProductChangesBody } from './catalogue-schemas.ts';
import { type NotAllowed, type OfficeContext, type OfficeRequest, officeOperation } from './operation.ts';

/** A product as people of the office see it. */
export type OfficeProduct = Omit<CatalogueProduct, 'imageHash'> & { image: ReturnType<typeof imageView> | null };

/** The opening hours, as the office sets them. */
export type OfficeHours = OpeningHours;

/** A product that was made or changed. */
interface Saved {
  kind: 'saved';
  product: OfficeProduct;
}

interface UnknownProduct {
  kind: 'unknown-product';
}

/** A text is missing in the first language of the shop, which everybody falls back to. */
interface TextMissing {
  kind: 'text-missing';
  pointer: `/${string}`;
}

export type CreationOutcome = Saved | { kind: 'product-exists'; productId: string } | TextMissing;
export type ChangeOutcome = Saved | UnknownProduct | TextMissing | { kind: 'unknown-place' };
export type ImageOutcome = Saved | UnknownProduct | NotAnImage;
export type HoursOutcome = { kind: 'saved'; hours: OpeningHours };

/** The whole catalogue with archived products, in the order of the shop; null for whoever may not see it. */
export async function readOfficeCatalogue(actor: Identity): Promise<OfficeProduct[] | null> {
  if (!may(actor.role, 'catalogue.read')) return null;
  return (await readCatalogue()).map(view);
}

/** The opening hours; null for whoever may not see them. */
export async function readOfficeHours(actor: Identity): Promise<OpeningHours | null> {
  return may(actor.role, 'catalogue.read') ? readOpeningHours() : null;
}

/** Adds a product at the end of the catalogue. */
export async function addProduct(request: OfficeRequest<ProductBody>): Promise<Result<CreationOutcome | NotAllowed>> {
  const currency = await shopCurrency();
  return officeOperation<CreationOutcome>('catalogue.edit', request, async ({ tx, record }) => {
    const { productId: wanted, category, price, stock = null, art = 'token' } = request.body;
    const { instant = false, available = true } = request.body;
    const [name, description] = [textsOf(request.body.name), textsOf(request.body.description ?? {})];
    const first = await firstLanguage(tx);
    if (!name[first]) return { kind: 'text-missing', pointer: `/name/${first}` };
    const productId = wanted ?? idFrom(name);
    const product = await createProduct(tx, {
      productId,
      name,
      description,
      category,
      price,
      currency,
      stock,
      instant,
      available,
      art,
    });
    if (!product) return { kind: 'product-exists', productId };
    const { productId: _, ...after } = product;
    await record({ action: 'product-changed', subject: `product:${productId}`, before: null, after: { ...after } });
    return { kind: 'saved', product: view(product) };
  });
}

/** Changes of a product what is named and nothing else. */
export const editProduct = (
  productId: string,
  request: OfficeRequest<ProductChangesBody>,
): Promise<Result<ChangeOutcome | NotAllowed>> =>
  officeOperation<ChangeOutcome>('catalogue.edit', request, async (context) => {
    const { position, before, ...changes } = request.body;
    const first = await firstLanguage(context.tx);
    if (changes.name?.[first] === null) return { kind: 'text-missing', pointer: `/name/${first}` };
    const place = position !== undefined ? { position } : before !== undefined ? { before } : null;
    if (place) {
      const move = await moveProduct(context.tx, productId, place);
      // Nothing has been changed yet.
      if (move.kind !== 'moved') return move;
      if (move.from !== move.to)
        await context.record({
          action: 'product-changed',
          subject: `product:${productId}`,
          before: { position: move.from },
          after: { position: move.to },
        });
    }
    const product = await change(context, productId, changes);
    return product ? { kind: 'saved', product: view(product) } : { kind: 'unknown-product' };
  });

/** Gives a product a photo. It is encoded anew before anything is locked. */
export async function setProductImage(
  productId: string,
  request: OfficeRequest<Buffer>,
): Promise<Result<ImageOutcome | NotAllowed>> {
  const isAllowed = may(request.actor.role, 'catalogue.edit');
  const encoded = isAllowed ? await encodeImage(request.body) : null;
  return officeOperation<ImageOutcome>('catalogue.edit', request, async (context) => {
    if (encoded?.kind !== 'encoded') return encoded ?? { kind: 'not-an-image', reason: 'unreadable' };
    await keepImage(context.tx, encoded);
    return changeImage(context, productId, encoded.hash);
  });
}

/** Takes the photo of a product away: its drawing is shown again. */
export const removeProductImage = (
  productId: string,
  request: OfficeRequest<undefined>,
): Promise<Result<Saved | UnknownProduct | NotAllowed>> =>
  officeOperation<Saved | UnknownProduct>('catalogue.edit', request, (context) =>
    changeImage(context, productId, null),
  );

/** Sets the opening hours as a whole. */
export const setHours = (request: OfficeRequest<HoursBody>): Promise<Result<HoursOutcome | NotAllowed>> =>
  officeOperation<HoursOutcome>('catalogue.edit', request, async ({ tx, record }) => {
    const before = await replaceOpeningHours(tx, request.body);
    const hours = await readOpeningHours(tx.orm);
    const changed = differences(before, hours);
    if (changed) await record({ action: 'hours-changed', subject: 'shop:hours', ...changed });
    return { kind: 'saved', hours };
  });

async function changeImage(
  context: OfficeContext,
  productId: string,
  imageHash: string | null,
): Promise<Saved | UnknownProduct> {
  const changed = await changeAndRecord(context, productId, { imageHash });
  if (!changed) {
    if (imageHash !== null) await dropImage(context.tx, imageHash);
    return { kind: 'unknown-product' };
  }
  const { imageHash: earlier } = changed.before;
  if (earlier !== null && earlier !== imageHash) await dropImage(context.tx, earlier);
  return { kind: 'saved', product: view(changed.after) };
}

const change = async (context: OfficeContext, productId: string, changes: ProductChanges) =>
  (await changeAndRecord(context, productId, changes))?.after ?? null;

async function changeAndRecord(
  { tx, record }: OfficeContext,
  productId: string,
  changes: ProductChanges,
): Promise<ProductChange | null> {
  const changed = await changeProduct(tx, productId, changes);
  const recorded = changed && differences(changed.before, changed.after);
  if (recorded) await record({ action: 'product-changed', subject: `product:${productId}`, ...recorded });
  return changed;
}

/** The members that differ, as they were and as they are; null if none does. */
function differences<Facts extends object>(before: Facts, after: Facts) {
  const keys = (Object.keys(after) as (keyof Facts)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  if (keys.length === 0) return null;
  const only = (facts: Facts) => Object.fromEntries(keys.map((key) => [key, facts[key]]));
  return { before: only(before), after: only(after) };
}

const view = ({ imageHash, ...product }: CatalogueProduct): OfficeProduct => ({
  ...product,
  image: imageHash === null ? null : imageView(imageHash),
});

/** The texts that are given; an empty one is none. */
const textsOf = (texts: Partial<Record<keyof Translated, string | undefined>>): Translated =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text)) as Translated;

/** An id in the words of the name, as far as they are Latin: `Café crème` is `cafe-creme`. */
function idFrom(name: Translated): string {
  const words = (name.en ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words?.join('-').slice(0, 64).replace(/-$/, '') || `product-${newId().slice(-12)}`;
}
