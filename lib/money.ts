/** Largest amount of one transfer, one order item's price and one order's total, in minor units. */
export const AMOUNT_MAX = 1_000_000_000_000;

/** Largest balance of a wallet, in minor units. Below 2^53, so that every amount and balance is an exact number. */
export const BALANCE_MAX = 1_000_000_000_000_000;

/** How many digits the minor unit of an ISO 4217 currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return moneyFormat(currency, 'en').resolvedOptions().maximumFractionDigits ?? 0;
}

/** Minor units as people of a locale write them: 1230 EUR is `€12.30` in English. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const format = moneyFormat(currency, locale);
  // A decimal text is formatted exactly; dividing first would round the largest balances.
  return format.format(`${minor}E-${format.resolvedOptions().maximumFractionDigits ?? 0}` as `${number}`);
}

/** Minor units as a plain decimal number in major units, for machines: -1230 EUR is `-12.30`. */
export function decimalMoney(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${minor < 0 ? '-' : ''}${text.slice(0, point)}${digits > 0 ? `.${text.slice(point)}` : ''}`;
}

/** Formats are kept: making one costs many times what using it does. */
function moneyFormat(currency: string, locale: string): Intl.NumberFormat {
  const key = `${currency} ${locale}`;
  const format = moneyFormats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  moneyFormats.set(key, format);
  return format;
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

/**
 * What a person typed, in minor units, or null where it is no amount of the currency. Point and comma both separate the minor
 * digits; spaces may group. `1,234` is refused for EUR rather than guessed at.
 */
export function parseMoney(text: string, currency: string): number | null {
  const parts = /^(\d{1,13})(?:[.,](\d+))?$/.exec(text.replaceAll(/\s/g, ''));
  const [, major = '', minor = ''] = parts ?? [];
  const digits = minorDigits(currency);
  return parts && minor.length <= digits ? Number(major + minor.padEnd(digits, '0')) : null;
}
