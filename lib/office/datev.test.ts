import { expect, test } from 'vitest';
import { type Booked, datevBooking, datevHeader, fitsDatev, inWindows1252 } from './datev.ts';
import { bookingColumns } from './datev-columns.ts';

const days = { from: '2026-05-01', to: '2026-05-31' };

const wallet = { account: 'wallet', userId: '01900000-0000-7000-8000-000000000001' } as const;
const house = (account: Exclude<Booked['debit']['account'], 'wallet'>) => ({ account, userId: null });

const booked = (facts: Partial<Booked>): Booked => ({
  transferId: '01900000-0000-7000-8000-00000000000a',
  kind: 'deposit',
  debit: house('cash'),
  credit: wallet,
  amount: 1_250,
  currency: 'EUR',
  orderId: null,
  note: null,
  ...facts,
});

/** What stands between the text and the mark that the booking is not fixed yet, and after that: empty fields. */
const between = `;${[';"";;;;', '"";'.repeat(17), '"";"";;"";;"";;;;;;', '"";'.repeat(40)].join('')};;;"";;;;"";"";;"";;;;"";"";;"";;"";;"";"";;"";;`;
const after = ';;;;"";;"";"";;"";;';

test('the header says what the file holds, and names 125 columns', () => {
  const header = datevHeader(days, 'EUR', { consultant: 29_098, client: 55_003 }, '2026-06-01T08:05:09.123');
  const [facts, columns, end] = header.split('\r\n');
  expect(facts).toBe(
    '"EXTF";700;21;"Buchungsstapel";13;20260601080509123;;"RE";"";"";29098;55003;20260101;4;20260501;20260531;"Saldo";"";1;0;0;"EUR";;"";;;"03";;;"";""',
  );
  expect(columns?.split(';')).toHaveLength(125);
  expect(columns).toMatch(
    /^Umsatz \(ohne Soll\/Haben-Kz\);Soll\/Haben-Kennzeichen;WKZ Umsatz;Kurs;.*;Abw\. Skontokonto$/,
  );
  expect(end).toBe('');
  expect(bookingColumns[113]?.name).toBe('Festschreibung');
});

const transfer = '01900000-0000-7000-8000-00000000000a';
const order = '01900000-0000-7000-8000-00000000000b';

test.for<[string, Partial<Booked>, string]>([
  ['a top-up', {}, `12,50;"H";"EUR";;;"";1710;1000;"";0705;"${transfer}";"";;"Aufladung"`],
  [
    'a withdrawal',
    { kind: 'withdrawal', debit: wallet, credit: house('payouts-due'), amount: 5 },
    `0,05;"S";"EUR";;;"";1710;1700;"";0705;"${transfer}";"";;"Auszahlung"`,
  ],
  [
    'a payment',
    { kind: 'payment', debit: wallet, credit: house('revenue'), orderId: order },
    `12,50;"S";"EUR";;;"";1710;8400;"";0705;"${order}";"";;"Bestellung"`,
  ],
  [
    'a refund, with its reason in up to 60 characters',
    {
      kind: 'reversal',
      debit: house('revenue'),
      credit: wallet,
      orderId: order,
      note: `"kalt",\n${'sehr '.repeat(20)}`,
    },
    `12,50;"H";"EUR";;;"";1710;8400;"";0705;"${order}";"";;"Erstattung: ""kalt"", ${'sehr '.repeat(8)}"`,
  ],
  [
    'a top-up that was undone',
    { kind: 'reversal', debit: wallet, credit: house('cash'), note: 'Mistake at the till' },
    `12,50;"S";"EUR";;;"";1710;1000;"";0705;"${transfer}";"";;"Storno: Mistake at the till"`,
  ],
  [
    'a payout that went back to the wallet',
    { kind: 'reversal', debit: house('payouts-due'), credit: wallet },
    `12,50;"H";"EUR";;;"";1710;1700;"";0705;"${transfer}";"";;"Storno"`,
  ],
  [
    'a correction',
    { kind: 'adjustment', debit: house('adjustments'), credit: wallet },
    `12,50;"H";"EUR";;;"";1710;2300;"";0705;"${transfer}";"";;"Korrektur"`,
  ],
  [
    'a payout from the bank',
    { kind: 'payout', debit: house('payouts-due'), credit: house('bank') },
    `12,50;"S";"EUR";;;"";1700;1200;"";0705;"${transfer}";"";;"Auszahlung bezahlt"`,
  ],
  [
    'money by card in a currency without decimals',
    { debit: house('card'), currency: 'JPY' },
    `1250,00;"H";"JPY";;;"";1710;1360;"";0705;"${transfer}";"";;"Aufladung"`,
  ],
])('%s is a booking', ([, facts, fields]) => {
  const line = datevBooking(booked(facts), '2026-05-07');
  expect(line).toBe(`${fields}${between}0${after}\r\n`);
  expect(line.split(';')).toHaveLength(125);
});

test('texts are written in Windows-1252', () => {
  expect([...inWindows1252('Fälligkeit €')]).toEqual([...Buffer.from('F\xe4lligkeit \x80', 'latin1')]);
  expect(Buffer.from(inWindows1252('Сыр 1')).toString('latin1')).toBe('??? 1');
});

test('days of two years and currencies with three decimals do not fit', () => {
  expect(fitsDatev(days, 'EUR')).toBe(true);
  expect(fitsDatev({ from: '2025-12-31', to: '2026-01-01' }, 'EUR')).toBe(false);
  expect(fitsDatev(days, 'KWD')).toBe(false);
});
