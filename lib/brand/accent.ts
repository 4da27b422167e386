import { contrast, fitted, hex, hueAndChroma, type Oklch } from './colour.ts';

/** The colours that follow from the accent, as #rrggbb, for one theme. */
export interface Accent {
  accent: string;
  /** Text on the accent. */
  onAccent: string;
  /** A field of the accent, behind text in the accent or in ink. */
  tint: string;
}

/** WCAG 2.2 AA for text of every size. */
const CONTRAST = 4.5;
const DEFAULT_HUE = 160;

// The paper, the sheets and the tint that text in the accent stands on; see app/globals.css.
const themes = {
  light: {
    accent: { lightness: 0.45, chroma: 0.11, step: -0.005 },
    tint: { lightness: 0.955, chroma: 0.02 },
    paper: { lightness: 0.985, chroma: 0.004, hue: 90 },
    sheet: { lightness: 1, chroma: 0, hue: 90 },
    onAccent: { lightness: 1, chroma: 0, hue: 90 },
  },
  dark: {
    accent: { lightness: 0.78, chroma: 0.13, step: 0.005 },
    tint: { lightness: 0.26, chroma: 0.03 },
    paper: { lightness: 0.17, chroma: 0.008, hue: 90 },
    sheet: { lightness: 0.21, chroma: 0.008, hue: 90 },
    onAccent: { lightness: 0.17, chroma: 0.008, hue: 90 },
  },
} as const;

/** Whether a setting names an accent: a hue from 0 to 360, or a colour like #0a5c3b. */
export const isAccent = (text: string): boolean =>
  /^#[\da-f]{6}$/i.test(text) || (/^\d{1,3}$/.test(text) && Number(text) <= 360);

/**
 * The accent of the shop in both themes. The operator's setting gives hue and chroma. The lightness is computed: the nearest to
 * the design's on which text in the accent, and text on it, has a contrast of 4.5 to 1.
 */
export function accentOf(setting: string | undefined): { light: Accent; dark: Accent } {
  const before = known.get(setting);
  if (before) return before;
  const wanted = requested(setting);
  const found = { light: accentIn('light', wanted), dark: accentIn('dark', wanted) };
  known.set(setting, found);
  return found;
}

// Every page and every mail asks for the same one.
const known = new Map<string | undefined, { light: Accent; dark: Accent }>();

/** Hue and chroma of a setting. The chroma is limited by the design later; a grey accent stays grey. */
function requested(setting: string | undefined): { hue: number; chroma: number } {
  if (setting === undefined) return { hue: DEFAULT_HUE, chroma: Number.POSITIVE_INFINITY };
  return setting.startsWith('#') ? hueAndChroma(setting) : { hue: Number(setting), chroma: Number.POSITIVE_INFINITY };
}

function accentIn(theme: keyof typeof themes, { hue, chroma }: { hue: number; chroma: number }): Accent {
  const { accent, tint, paper, sheet, onAccent } = themes[theme];
  const field: Oklch = fitted({ ...tint, chroma: Math.min(tint.chroma, chroma), hue });
  let found: Oklch = { lightness: accent.lightness, chroma: Math.min(accent.chroma, chroma), hue };
  const grounds = [paper, sheet, field, onAccent];
  while (grounds.some((ground) => contrast(hex(fitted(found)), hex(ground)) < CONTRAST))
    found = { ...found, lightness: found.lightness + accent.step };
  return { accent: hex(fitted(found)), onAccent: hex(onAccent), tint: hex(field) };
}
