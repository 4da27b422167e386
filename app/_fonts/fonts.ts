import localFont from 'next/font/local';

// Geist 1.7.2, cut down to the letters, the weights and the features that the pages use, a third of its size. Made from the files of the
// npm package `geist` by `fonttools varLib.instancer wght=400:650`, then
// `pyftsubset --flavor=woff2 --layout-features=kern,mark,mkmk,locl,ccmp,tnum,calt --unicodes=U+0020-007E,U+00A0-017F,U+0192,`
// `U+0218-021B,U+0300-0308,U+030A-030C,U+0400-045F,U+0490-0491,U+2000-206F,U+20A0-20BF,U+2116,U+2122,U+2190-2199,U+2212`.

export const geist = localFont({ src: './geist.woff2', variable: '--font-geist-sans', weight: '400 650' });

export const geistMono = localFont({
  src: './geist-mono.woff2',
  variable: '--font-geist-mono',
  weight: '400 650',
  // The default fallback, Arial, has no monospaced figures.
  adjustFontFallback: false,
  fallback: [
    'ui-monospace',
    'SFMono-Regular',
    'Roboto Mono',
    'Menlo',
    'Monaco',
    'Liberation Mono',
    'DejaVu Sans Mono',
    'Courier New',
    'monospace',
  ],
});
