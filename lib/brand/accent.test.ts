import { expect, test } from 'vitest';
import { accentOf, isAccent } from './accent.ts';
import { contrast, hex, hueAndChroma } from './colour.ts';

// The grounds that text in the accent stands on, as app/globals.css has them.
const grounds = {
  light: [hex({ lightness: 0.985, chroma: 0.004, hue: 90 }), '#ffffff'],
  dark: [hex({ lightness: 0.17, chroma: 0.008, hue: 90 }), hex({ lightness: 0.21, chroma: 0.008, hue: 90 })],
};

const everyHue = Array.from({ length: 361 }, (_, hue) => String(hue));
const colours = ['#000000', '#ffffff', '#ffff00', '#ff00ff', '#0000ff', '#7f7f7f', '#00ff00', '#ff0000', '#fffffe'];

test('whatever accent is set, its text and the text on it are readable in both themes', () => {
  for (const setting of [undefined, ...everyHue, ...colours]) {
    const accents = accentOf(setting);
    for (const theme of ['light', 'dark'] as const) {
      const { accent, onAccent, tint } = accents[theme];
      for (const ground of [...grounds[theme], tint, onAccent])
        expect(contrast(accent, ground), `${setting} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test('the accent keeps the hue that was set, and a grey one stays grey', () => {
  const { light, dark } = accentOf('#2244cc');
  for (const { accent } of [light, dark])
    expect(Math.abs(hueAndChroma(accent).hue - hueAndChroma('#2244cc').hue)).toBeLessThan(4);
  expect(hueAndChroma(accentOf('#777777').light.accent).chroma).toBeLessThan(0.01);
});

test('contrast is reckoned as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test.each(['0', '360', '160', '#0a5c3b', '#FFFFFF'])('%s is an accent', (text) => {
  expect(isAccent(text)).toBe(true);
});

test.each(['361', '-1', '1.5', '#fff', 'green', ''])('%j is none', (text) => {
  expect(isAccent(text)).toBe(false);
});
