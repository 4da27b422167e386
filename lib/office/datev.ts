import type { TransferView } from '#lib/billing/ledger-read';
import { decimalMoney, minorDigits } from '#lib/money';
import { bookingColumns } from './datev-columns.ts';
import type { Days } from './days.ts';

// Bookings for DATEV, as its "Buchungsstapel": format EXTF 700, category 21, version 13 of its columns. The header and the fields follow
// https://developer.datev.de/datev/platform/de/dtvf and …/formate/buchungsstapel: semicolons, CRLF, texts in quotes, Windows-1252.

type Account = TransferView['debit']['account'];

/** Which account of the chart SKR 03 each account of the ledger is. Whoever keeps the books elsewhere changes them here. */
const accounts: Record<Account, number> = {
  cash: 1000,
  bank: 1200,
  /** Money in transit: what the provider of the card terminal has yet to pay. */
  card: 1360,
  /** Money of a trial, which nobody paid. */
  sandbox: 1590,
  /** Other liabilities: what customers asked to be paid out. */
  'payouts-due': 1700,
  /** Advances received: what the shop owes its customers. */
  wallet: 1710,
  adjustments: 2300,
  revenue: 8400,
};

/** What is booked, in the language of DATEV. */
const kinds: Record<TransferView['kind'], string> = {
  deposit: 'Aufladung',
  withdrawal: 'Auszahlung',
  payment: 'Bestellung',
  reversal: 'Erstattung',
  adjustment: 'Korrektur',
  payout: 'Auszahlung bezahlt',
};

/** Who receives the file: the numbers of the tax adviser and of the shop as their client. */
export interface Recipient {
  consultant: number;
  client: number;
}

/** Whether DATEV can hold the bookings of these days: it knows two decimals at most, and days without their year, so those of one year. */
export const fitsDatev = ({ from, to }: Days, currency: string): boolean =>
  minorDigits(currency) <= 2 && from.slice(0, 4) === to.slice(0, 4);

/** The first two lines of the file: what it holds, and the names of the columns. `madeAt` as the clocks of the shop show it, in ISO 8601. */
export function datevHeader(days: Days, currency: string, { consultant, client }: Recipient, madeAt: string): string {
  const [from, to] = [compact(days.from), compact(days.to)];
  const made = compact(madeAt).slice(0, 17).padEnd(17, '0');
  const [yearBegins, digitsOfAccount] = [`${from.slice(0, 4)}0101`, 4];
  const facts = ['"EXTF"', 700, 21, '"Buchungsstapel"', 13, made, '', '"RE"', '""', '""', consultant, client];
  const content = [yearBegins, digitsOfAccount, from, to, '"Saldo"', '""', 1, 0, 0, `"${currency}"`];
  const rest = ['', '""', '', '', '"03"', '', '', '""', '""'];
  return lineOf([...facts, ...content, ...rest]) + lineOf(bookingColumns.map(({ name }) => name));
}

/**
 * A transfer as a booking on a day of the shop. Where it moves the money of a customer, the account is that of the customers' money and the
 * sign says on which side it stands: S takes from them, H gives to them.
 */
export function datevBooking({ debit, credit, ...transfer }: Booked, day: string): string {
  const isGiven = credit.account === 'wallet';
  const [account, other] = isGiven ? [credit, debit] : [debit, credit];
  const fields: Record<string, string> = {
    'Umsatz (ohne Soll/Haben-Kz)': datevAmount(transfer.amount, transfer.currency),
    'Soll/Haben-Kennzeichen': isGiven ? 'H' : 'S',
    'WKZ Umsatz': transfer.currency,
    Konto: String(accounts[account.account]),
    'Gegenkonto (ohne BU-Schlüssel)': String(accounts[other.account]),
    Belegdatum: day.slice(8) + day.slice(5, 7),
    'Belegfeld 1': transfer.orderId ?? transfer.transferId,
    Buchungstext: textOf(transfer),
    Festschreibung: '0',
  };
  return lineOf(bookingColumns.map(({ name, isText }) => cell(fields[name] ?? '', isText)));
}

/** What a booking is made of. */
export type Booked = Pick<
  TransferView,
  'transferId' | 'kind' | 'debit' | 'credit' | 'amount' | 'currency' | 'orderId' | 'note'
>;

/** A text in Windows-1252; what it does not know is a question mark. */
export const inWindows1252 = (text: string): Uint8Array => Uint8Array.from(text, (sign) => bytes.get(sign) ?? 0x3f);

const bytes = new Map(
  Array.from(
    { length: 256 },
    (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte] as const,
  ),
);

const TEXT_MAX = 60;

const textOf = ({ kind, orderId, note }: Pick<Booked, 'kind' | 'orderId' | 'note'>): string =>
  // What is reversed and was no order was a mistake at the till, or a payout that went back.
  [kind === 'reversal' && orderId === null ? 'Storno' : kinds[kind], ...(note ? [note] : [])]
    .join(': ')
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, TEXT_MAX);

/** An amount with a comma and two decimals, whatever the currency has. */
function datevAmount(amount: number, currency: string): string {
  const [major = '', minor = ''] = decimalMoney(amount, currency).split('.');
  return `${major},${minor.padEnd(2, '0')}`;
}

const compact = (time: string): string => time.replaceAll(/\D/g, '');
const cell = (value: string, isText: boolean): string => (isText ? `"${value.replaceAll('"', '""')}"` : value);
const lineOf = (fields: (string | number)[]): string => `${fields.join(';')}\r\n`;
