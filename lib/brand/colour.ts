/** A colour in OKLCH: lightness 0 to 1, chroma from 0, hue in degrees. */
export interface Oklch {
  lightness: number;
  chroma: number;
  hue: number;
}

type Triple = [number, number, number];

// The matrices of OKLab, by Björn Ottosson: https://bottosson.github.io/posts/oklab/
function linearRgb({ lightness, chroma, hue }: Oklch): Triple {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const encoded = (linear: number): number =>
  linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
const decoded = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** The colour with as much of its chroma as screens (sRGB) can show. */
export function fitted(colour: Oklch): Oklch {
  let { chroma } = colour;
  const shows = () => linearRgb({ ...colour, chroma }).every((part) => part >= -0.0005 && part <= 1.0005);
  while (chroma > 0 && !shows()) chroma = Math.max(0, chroma - 0.002);
  return { ...colour, chroma };
}

/** `#rrggbb`; what is beyond sRGB is clipped. */
export const hex = (colour: Oklch): string =>
  `#${linearRgb(colour)
    .map((part) =>
      Math.round(encoded(Math.min(1, Math.max(0, part))) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

const parts = (colour: string): Triple =>
  [1, 3, 5].map((at) => decoded(Number.parseInt(colour.slice(at, at + 2), 16) / 255)) as Triple;

/** Hue and chroma of `#rrggbb`. */
export function hueAndChroma(colour: string): { hue: number; chroma: number } {
  const [red, green, blue] = parts(colour);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { hue: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360, chroma: Math.hypot(a, b) };
}

/** The contrast of two colours `#rrggbb` by WCAG 2: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = parts(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
