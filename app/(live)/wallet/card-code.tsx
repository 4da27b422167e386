import { getTranslations } from 'next-intl/server';
import { create } from 'qrcode';

/** What a reader needs around a code, in modules. */
const MARGIN = 4;

/** The card of a customer as a QR code: the id that the till finds them by, whether or not they have a card of plastic. */
export async function CardCode({ userId }: { userId: string }) {
  const t = await getTranslations('wallet');
  const { modules } = create(userId, { errorCorrectionLevel: 'M' });
  const size = modules.size + 2 * MARGIN;
  return (
    <details className="print:hidden">
      <summary className="min-h-11 w-fit content-center font-medium underline-offset-4 hover:underline">
        {t('card')}
      </summary>
      <figure className="grid justify-items-start gap-2">
        {/* Dark on light in every theme: many readers know no other. */}
        <svg
          role="img"
          aria-label={t('cardCode')}
          data-code={userId}
          viewBox={`${-MARGIN} ${-MARGIN} ${size} ${size}`}
          shapeRendering="crispEdges"
          className="w-60 max-w-full rounded-sheet border border-rule bg-[white] text-[black]"
        >
          <path fill="currentColor" d={darkModules(modules)} />
        </svg>
        <figcaption className="max-w-[40ch] text-quiet">{t('cardLead')}</figcaption>
      </figure>
    </details>
  );
}

/** The dark modules of a code as the path of an SVG: a square for each. */
function darkModules({ size, data }: { size: number; data: Uint8Array }): string {
  const squares: string[] = [];
  for (const [index, isDark] of data.entries())
    if (isDark) squares.push(`M${index % size} ${Math.floor(index / size)}h1v1h-1z`);
  return squares.join('');
}
