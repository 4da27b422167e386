import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { emailAddress, profileBody } from '#lib/accounts/schemas';
import { AMOUNT_MAX, parseMoney } from '#lib/money';
import { cardId } from './schemas.ts';

/** How large an imported file may be. */
export const IMPORT_BYTES_MAX = 1024 * 1024;

/** The columns that an imported file may have. */
const columns = ['email', 'name', 'phone', 'card', 'balance'] as const;
type Column = (typeof columns)[number];

/** What can be wrong with an imported file; the words for it are in the texts of the office. */
type ImportFaultKind =
  | 'not-utf-8'
  | 'malformed'
  | 'empty'
  | 'unknown-column'
  | 'repeated-column'
  | 'no-email-column'
  | 'cells'
  | 'email'
  | 'email-repeated'
  | 'name'
  | 'name-needed'
  | 'phone'
  | 'card'
  | 'card-repeated'
  | 'card-taken'
  | 'balance';

/** A fault of an imported file: in which line, counted from 1, and in which column; null where the whole line is meant. */
export interface ImportFault {
  line: number;
  column: string | null;
  fault: ImportFaultKind;
}

/** A person in an imported file; what is null is not given. `balance` in minor units. */
export interface ImportRow {
  line: number;
  email: string;
  name: string | null;
  phone: string | null;
  card: string | null;
  balance: number | null;
}

interface CsvRecord {
  record: string[];
  info: Info;
}

/** Reads an imported file. Every row is checked; `rows` are those without a fault. */
export function readImportFile(file: Uint8Array, currency: string): { rows: ImportRow[]; faults: ImportFault[] } {
  const refused = (line: number, fault: ImportFaultKind) => ({ rows: [], faults: [{ line, column: null, fault }] });
  const text = decoded(file);
  if (text === null) return refused(1, 'not-utf-8');
  const records = recordsOf(text);
  if (!Array.isArray(records)) return refused(records.line, 'malformed');
  const [header, ...lines] = records;
  if (!header) return refused(1, 'empty');
  const names = header.record.map((name) => name.toLowerCase());
  const wrong = faultsOfHeader(names);
  if (wrong.length > 0) return { rows: [], faults: wrong };
  const read = lines.map((line) => readLine(names, line, currency));
  const rows = read.flatMap(({ row }) => row ?? []);
  const faults = read.flatMap((line) => line.faults);
  return { rows, faults: [...faults, ...repetitionsOf(rows, 'email'), ...repetitionsOf(rows, 'card')] };
}

/** The text, without a byte order mark; null where the file is not UTF-8. */
function decoded(file: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return null; // the decoder throws a TypeError
  }
}

/** The records of the file that are not empty, or the line that is no CSV. The header tells what separates the cells. */
function recordsOf(text: string): CsvRecord[] | { line: number } {
  const [header = ''] = text.trimStart().split(/\r?\n|\r/, 1);
  try {
    return parse(text, {
      delimiter: header.includes(';') ? ';' : ',',
      info: true,
      relax_column_count: true, // counted below, where every row is looked at
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: Number(error.lines) };
  }
}

function faultsOfHeader(names: string[]): ImportFault[] {
  const faults = names.flatMap((column, index): ImportFault[] => {
    if (!columns.some((known) => known === column)) return [{ line: 1, column, fault: 'unknown-column' }];
    return names.indexOf(column) === index ? [] : [{ line: 1, column, fault: 'repeated-column' }];
  });
  return names.includes('email') ? faults : [...faults, { line: 1, column: 'email', fault: 'no-email-column' }];
}

function readLine(names: string[], { record, info }: CsvRecord, currency: string) {
  const line = Number(info.lines);
  if (record.length !== names.length)
    return { row: null, faults: [{ line, column: null, fault: 'cells' } satisfies ImportFault] };
  const faults: ImportFault[] = [];
  const cell = <Value>(column: Column, read: (text: string) => Value | null): Value | null => {
    const text = unquoted(record[names.indexOf(column)] ?? '');
    const value = text === '' ? null : read(text);
    if (value === null && (text !== '' || column === 'email')) faults.push({ line, column, fault: column });
    return value;
  };
  const row = {
    line,
    email: cell('email', by(emailAddress)) ?? '',
    name: cell('name', by(profileBody.shape.name)),
    phone: cell('phone', by(profileBody.shape.phone)),
    card: cell('card', by(cardId)),
    balance: cell('balance', (text) => balanceOf(text, currency)),
  };
  return { row: faults.length === 0 ? row : null, faults };
}

const by =
  (schema: z.ZodType<string>) =>
  (text: string): string | null =>
    schema.safeParse(text).data ?? null;

/** What our own CSV files give as text, so that no spreadsheet takes it for a formula, is read as it was. */
const unquoted = (text: string): string => text.replace(/^'(?=[=+\-@])/, '');

function balanceOf(text: string, currency: string): number | null {
  const balance = /^\d+(\.\d+)?$/.test(text) ? parseMoney(text, currency) : null;
  return balance !== null && balance <= AMOUNT_MAX ? balance : null;
}

/** What two rows share that belongs to one person. */
function repetitionsOf(rows: ImportRow[], column: 'email' | 'card'): ImportFault[] {
  const seen = new Set<string>();
  return rows.flatMap(({ line, [column]: value }): ImportFault[] => {
    if (value === null) return [];
    if (seen.has(value)) return [{ line, column, fault: `${column}-repeated` }];
    seen.add(value);
    return [];
  });
}
