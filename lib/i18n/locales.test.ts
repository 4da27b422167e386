import { expect, test } from 'vitest';
import { preferredLocale } from './locales.ts';
import { texts } from './texts.ts';

const { en, ru } = texts;

test.each([
  ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
  ['de-DE,de;q=0.9,en;q=0.3,ru;q=0.2', 'en'],
  ['en;q=0.1, RU', 'ru'],
  ['en;q=0', null],
  ['de', null],
  ['', null],
])('a browser that asks for %j gets %s', (header, locale) => {
  expect(preferredLocale(header)).toBe(locale);
});

const keysOf = (texts: object, prefix = ''): string[] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [prefix + key] : keysOf(text as object, `${prefix}${key}.`),
  );

const argumentsOf = (text: string) => [...new Set(text.match(/(?<=\{)\w+/g))].sort();

test('every text exists in both languages', () => {
  expect(keysOf(ru)).toEqual(keysOf(en));
});

test('a text takes the same arguments in both languages', () => {
  const at = (texts: object, key: string) =>
    key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], texts) as string;
  // What stands in the branches of a plural or a choice are words, no arguments.
  const branch = /(?<=, (?:plural|select),(?: [^\s{}]+ \{[^{}]*\})*) [^\s{}]+ \{[^{}]*\}/g;
  const named = (texts: object) =>
    keysOf(texts).map((key) => [key, argumentsOf(at(texts, key).replaceAll(branch, ''))]);
  expect(named(ru)).toEqual(named(en));
});
