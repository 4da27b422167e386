import { z } from 'zod';
import { instantOf, localTimeOf } from '#lib/i18n/calendar';
import type { Locale } from '#lib/i18n/locales';
import { decimalMoney, parseMoney } from '#lib/money';
import type { OfficeProduct } from '#lib/office/catalogue';
import {
  art,
  category,
  type ProductChangesBody,
  price,
  productDescription,
  productName,
  stock,
} from '#lib/office/catalogue-schemas';

/** What the fields of the form depend on. */
export interface ProductFormSettings {
  currency: string;
  /** In which times are typed and shown. */
  timeZone: string;
  /** The languages of the shop, the first of which has a text always. */
  languages: readonly Locale[];
}

/** What the fields of the form hold for a product, by their names. A box that is not ticked is empty. */
export function textsOf(product: OfficeProduct, { currency, timeZone, languages }: ProductFormSettings) {
  return {
    ...Object.fromEntries(
      languages.flatMap((language) => [
        [`name.${language}`, product.name[language] ?? ''],
        [`description.${language}`, product.description[language] ?? ''],
      ]),
    ),
    category: product.category,
    newCategory: '',
    price: decimalMoney(product.price, currency),
    art: product.art,
    stock: product.stock === null ? '' : String(product.stock),
    soldOutUntil: product.soldOutUntil === null ? '' : localTimeOf(new Date(product.soldOutUntil), timeZone),
    available: product.available ? 'on' : '',
    instant: product.instant ? 'on' : '',
  } as Record<string, string>;
}

const ticked = z.string().transform((text) => text === 'on');
/** An empty field takes away what was there. */
const orNothing = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .literal('')
    .transform(() => null)
    .or(schema);

/** What each field must hold, by its name. */
const fieldsFor = ({ currency, timeZone, languages }: ProductFormSettings): Record<string, z.ZodType> => ({
  ...Object.fromEntries(
    languages.flatMap((language, index) => [
      [`name.${language}`, index === 0 ? productName : orNothing(productName)],
      [`description.${language}`, orNothing(productDescription)],
    ]),
  ),
  category: category.or(z.literal('')),
  newCategory: category.or(z.literal('')),
  price: z
    .string()
    .transform((text) => parseMoney(text, currency))
    .pipe(price),
  art,
  stock: orNothing(z.string().trim().regex(/^\d+$/).transform(Number).pipe(stock.unwrap())),
  soldOutUntil: orNothing(
    z
      .string()
      .transform((text) => instantOf(text, timeZone))
      .pipe(z.date())
      .transform((time) => time.toISOString()),
  ),
  available: ticked,
  instant: ticked,
});

/**
 * Reads the form. With `was`, the texts that it was shown with, only fields that are different now are read: whoever saves it changes nothing
 * that somebody else changed meanwhile.
 */
export const productForm = (settings: ProductFormSettings) =>
  z.record(z.string(), z.string()).transform((texts, { addIssue }): ProductChangesBody => {
    const was = earlierTexts(texts.was);
    const read: Record<string, unknown> = {};
    for (const [field, schema] of Object.entries(fieldsFor(settings))) {
      const text = texts[field] ?? '';
      if (was?.[field] === text) continue;
      const { data, error } = schema.safeParse(text);
      if (error) addIssue({ code: 'custom', path: [field], message: 'is invalid' });
      else read[field] = data;
    }
    const { newCategory, category: chosen, ...others } = read;
    const named = newCategory || chosen;
    if (!named && !was) addIssue({ code: 'custom', path: ['newCategory'], message: 'is missing' });
    return { ...byLanguage(others), ...(named ? { category: String(named) } : {}) };
  });

/** `name.en` and `name.ru` as the members of `name`. */
function byLanguage(read: Record<string, unknown>): ProductChangesBody {
  const changes: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(read)) {
    const [member = '', language] = field.split('.');
    changes[member] = language ? { ...(changes[member] as object), [language]: value } : value;
  }
  return changes as ProductChangesBody;
}

const earlier = z.record(z.string(), z.string());

function earlierTexts(text: string | undefined): Record<string, string> | null {
  if (text === undefined) return null;
  try {
    return earlier.parse(JSON.parse(text));
  } catch {
    return {}; // not what the form was shown with: every field is read
  }
}
