import { expect, test } from 'vitest';
import { profileBody } from './schemas.ts';

const accepts = (name: string): boolean => profileBody.safeParse({ name, phone: '', address: '' }).success;

test.for([
  'Ann',
  'Анна-Мария О’Нил',
  'Dr.Who',
  'Dr.MÜLLER',
  'Müller GmbH & Co.KG',
  'ma.theresa',
  'J.R.R. Tolkien',
  'Smith, Jr.',
  'Anna v. d. Berg',
  '山田 太郎',
  'علی\u200cرضا',
  'Ann 2',
])('%s is a name', (name) => {
  expect(accepts(name)).toBe(true);
});

test.for([
  'You won 500 EUR https://example.com/win',
  'www.example.com',
  'Win at example.com now',
  'EXAMPLE.COM/free',
  'example.Com',
  't.co/x',
  'mailto:a@b.c',
  'evil\uff0ecom',
  'выиграл: пример.рф',
  'Ann\u202emoc.elpmaxe',
  'An\u200bn',
  'Ann\u2066',
])('%s is none: it would be a link in a mail, or is hidden', (name) => {
  expect(accepts(name)).toBe(false);
});
