/** Largest amount of one transfer, one order item's price and one order's total, in minor units. */
export const AMOUNT_MAX = 1_000_000_000_000;

/** Largest balance of a wallet, in minor units. Below 2^53, so that every amount and balance is an exact number. */
export const BALANCE_MAX = 1_000_000_000_000_000;

/** How many digits the minor unit of an ISO 4217 currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;
}

/** Minor units as people of a locale write them: 1230 EUR is `€12.30` in English. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  // A decimal text is formatted exactly; dividing first would round the largest balances.
  const decimal = `${minor}E-${minorDigits(currency)}` as `${number}`;
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(decimal);
}

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
