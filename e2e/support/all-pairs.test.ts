import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allPairs } from './all-pairs.ts';

const factors = fc.dictionary(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 6 }).map(upTo), {
  minKeys: 2,
  maxKeys: 5,
});

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, value) => value);
}

test('every two values of different factors are combined', () => {
  fc.assert(
    fc.property(factors, (given) => {
      const choices = allPairs(given);
      for (const [one, first] of Object.entries(given))
        for (const [other, second] of Object.entries(given))
          for (const a of first)
            for (const b of second)
              if (one !== other) expect(choices.some((choice) => choice[one] === a && choice[other] === b)).toBe(true);
    }),
  );
});

test('fifty pages in two languages, themes and widths take two visits each, spread evenly over the variants', () => {
  const two = ['a', 'b'];
  const choices = allPairs({ page: upTo(50), language: two, theme: two, width: two });
  expect(choices).toHaveLength(100);
  const variants = Map.groupBy(choices, ({ language, theme, width }) => `${language}${theme}${width}`);
  expect(Math.min(...[...variants.values()].map(({ length }) => length))).toBeGreaterThanOrEqual(12);
});
