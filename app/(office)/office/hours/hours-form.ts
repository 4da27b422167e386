import { z } from 'zod';
import type { OfficeHours } from '#lib/office/catalogue';
import { type HoursBody, hoursBody } from '#lib/office/catalogue-schemas';

/** The days of the week as the form shows them: from Monday. 0 is Sunday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;

/** The spans of a day that the form has fields for: a day with a break has two. */
export const spansShown = ({ weekdays }: OfficeHours): number[] => {
  const most = Math.max(
    2,
    ...Object.values(Object.groupBy(weekdays, (span) => span.weekday)).map((all) => all?.length ?? 0),
  );
  return Array.from({ length: most }, (_, span) => span);
};

/** How many empty rows the form has for further exceptions. */
const SPARE = 2;

/** The exceptions that the form shows, with empty rows for more. */
export const exceptionRows = ({ exceptions }: OfficeHours) => [
  ...exceptions,
  ...Array.from({ length: SPARE }, () => ({ day: '', opens: null, closes: null, note: null })),
];

/** The field of a time of a day. */
export const spanField = (weekday: number, span: number, end: 'opens' | 'closes'): string =>
  `week.${weekday}.${span}.${end}`;

/** A field of an exception. */
export const exceptionField = (row: number, member: 'day' | 'opens' | 'closes' | 'note'): string =>
  `exception.${row}.${member}`;

/** A closing time as a browser's field shows it, which has no 24:00. */
export const shownClosing = (closes: string): string => (closes === '24:00' ? '00:00' : closes);
const typedClosing = (closes: string): string => (closes === '00:00' ? '24:00' : closes);

/** Reads the form: spans without both times, and exceptions without a day, are none. Faults are named by their fields. */
export const hoursForm = z.record(z.string(), z.string()).transform((texts, { addIssue }): HoursBody => {
  const text = (field: string): string => texts[field]?.trim() ?? '';
  const week = Object.keys(texts)
    .flatMap((field) => {
      const [, weekday, span] = /^week\.([0-6])\.(\d{1,2})\.opens$/.exec(field) ?? [];
      return weekday && span ? [{ weekday: Number(weekday), span: Number(span) }] : [];
    })
    .map(({ weekday, span }) => ({
      weekday,
      span,
      opens: text(spanField(weekday, span, 'opens')),
      closes: typedClosing(text(spanField(weekday, span, 'closes'))),
    }))
    .filter(({ weekday, span, opens }) => opens || text(spanField(weekday, span, 'closes')));
  const rows = Object.keys(texts).flatMap((field) => /^exception\.(\d{1,3})\.day$/.exec(field)?.[1] ?? []);
  const exceptions = rows
    .map(Number)
    .map((row) => ({
      row,
      day: text(exceptionField(row, 'day')),
      opens: text(exceptionField(row, 'opens')) || null,
      closes: typedClosing(text(exceptionField(row, 'closes'))) || null,
      note: text(exceptionField(row, 'note')) || null,
    }))
    .filter(({ day }) => day !== '');
  const { data, error } = hoursBody.safeParse({ weekdays: week, exceptions });
  for (const { path } of error?.issues ?? []) {
    const [list, index, member] = path;
    const [span, exception] = [week[Number(index)], exceptions[Number(index)]];
    const end = member === 'opens' ? 'opens' : 'closes';
    if (list === 'weekdays' && span)
      addIssue({ code: 'custom', path: [spanField(span.weekday, span.span, end)], message: 'is invalid' });
    else if (exception)
      addIssue({
        code: 'custom',
        path: [exceptionField(exception.row, member as 'day' | 'opens' | 'closes' | 'note')],
        message: 'is invalid',
      });
  }
  return data ?? { weekdays: [], exceptions: [] };
});
