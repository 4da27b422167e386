import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ImageResponse } from 'next/og';
import { createTranslator } from 'next-intl';
import { Mark } from '#components/brand/mark';
import { accentOf } from '#lib/brand/accent';
import { texts } from '#lib/i18n/texts';
import { shopIdentity } from '#lib/shop/identity';

// Rendered on request: name, accent and language are settings, unknown at build time.
export const dynamic = 'force-dynamic';
export const size = { width: 1200, height: 630 };
export const contentType = 'image/png';

const PAPER = '#fbfaf8';
const INK = '#1c1a16';
const QUIET = '#605d56';

/** The preview image of links to the shop. */
export default async function SocialImage(): Promise<Response> {
  const { name, accent: setting, languages } = await shopIdentity();
  const [locale = 'en'] = languages;
  const t = createTranslator({ locale, messages: texts[locale], namespace: 'shop' });
  const { accent, onAccent } = accentOf(setting).light;
  const font = (weight: string) =>
    readFile(path.join(process.cwd(), `node_modules/geist/dist/fonts/geist-sans/Geist-${weight}.ttf`));
  const [regular, semiBold] = await Promise.all([font('Regular'), font('SemiBold')]);
  return new ImageResponse(
    <div
      style={{
        width: '100%',
        height: '100%',
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        padding: 80,
        background: PAPER,
        color: INK,
        fontFamily: 'Geist',
        borderBottom: `24px solid ${accent}`,
      }}
    >
      <div style={{ display: 'flex', alignItems: 'center', gap: 24, fontSize: 52, fontWeight: 600 }}>
        <Mark colour={accent} ground={onAccent} size={72} />
        {name}
      </div>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 24 }}>
        <div style={{ fontSize: 68, fontWeight: 600, lineHeight: 1.15, letterSpacing: -1 }}>{t('welcome')}</div>
        <div style={{ fontSize: 36, lineHeight: 1.4, color: QUIET }}>{t('lead', { shop: name })}</div>
      </div>
    </div>,
    {
      ...size,
      fonts: [
        { name: 'Geist', data: regular, weight: 400 },
        { name: 'Geist', data: semiBold, weight: 600 },
      ],
    },
  );
}
