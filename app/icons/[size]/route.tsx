import { ImageResponse } from 'next/og';
import { Mark } from '#components/brand/mark';
import { accentOf } from '#lib/brand/accent';
import { shopIdentity } from '#lib/shop/identity';

const sizes = ['180', '192', '512'];

/** The icon of the installed app as a PNG: the mark on the accent, with room around it for round masks. */
export async function GET(_: Request, { params }: RouteContext<'/icons/[size]'>): Promise<Response> {
  const { size } = await params;
  if (!sizes.includes(size)) return new Response(null, { status: 404 });
  const { accent, onAccent } = accentOf((await shopIdentity()).accent).light;
  const side = Number(size);
  const icon = (
    <div
      style={{
        width: side,
        height: side,
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'center',
        background: accent,
      }}
    >
      <Mark colour={onAccent} ground={accent} size={Math.round(side * 0.62)} />
    </div>
  );
  return new ImageResponse(icon, {
    width: side,
    height: side,
    headers: { 'Cache-Control': 'public, max-age=86400' },
  });
}
