import clsx from 'clsx';

// One style for all: circles, rectangles and arcs on a grid of 96; the dark tone for the object, the light one for
// accessories.
const dark = 'currentColor';
const light = 'var(--color-art)';
const stroke = { fill: 'none', strokeWidth: 5, strokeLinecap: 'round' } as const;

const drawings = {
  cup: (
    <>
      <path {...stroke} stroke={light} d="M36 14v12M48 14v12M60 42h5a9 9 0 0 1 0 18h-5" />
      <path fill={dark} d="M22 34h40v14a20 20 0 0 1-40 0z" />
      <rect fill={light} x="16" y="76" width="52" height="6" rx="3" />
    </>
  ),
  pot: (
    <>
      <path {...stroke} stroke={light} d="M68 44h6a10 10 0 0 1 0 22h-6" />
      <path fill={light} d="M32 44 14 36v10l16 16zM30 34a18 18 0 0 1 36 0z" />
      <circle fill={dark} cx="48" cy="56" r="24" />
      <circle fill={dark} cx="48" cy="13" r="4" />
      <rect fill={light} x="26" y="36" width="44" height="5" />
    </>
  ),
  bottle: (
    <>
      <rect fill={light} x="41" y="10" width="14" height="20" rx="3" />
      <path fill={dark} d="M41 28h14l9 14v38a6 6 0 0 1-6 6H38a6 6 0 0 1-6-6V42z" />
      <rect fill={light} x="32" y="50" width="32" height="18" />
      <circle fill={dark} cx="48" cy="59" r="5" />
    </>
  ),
  croissant: (
    <>
      <path fill={dark} d="M10 66a38 38 0 0 1 76 0L68 72a20 20 0 0 0-40 0z" />
      <path {...stroke} strokeLinecap="butt" stroke={light} d="M23 37 36 57M40 29l4 24M73 37 60 57M56 29l-4 24" />
    </>
  ),
  bowl: (
    <>
      <path {...stroke} stroke={light} d="M34 16c-6 8 6 10 0 20M48 16c-6 8 6 10 0 20M62 16c-6 8 6 10 0 20" />
      <path fill={dark} d="M12 46h72a36 30 0 0 1-72 0z" />
      <rect fill={light} x="34" y="78" width="28" height="6" rx="3" />
    </>
  ),
  plate: (
    <>
      <circle fill={light} cx="48" cy="48" r="38" />
      <circle fill="var(--color-sheet)" cx="48" cy="48" r="27" />
      <path fill={dark} d="M48 27a21 21 0 0 0 0 42z" />
      <circle fill={light} cx="59" cy="41" r="8" />
      <circle fill={dark} cx="60" cy="59" r="6" />
    </>
  ),
  cake: (
    <>
      <circle fill={dark} cx="66" cy="22" r="6" />
      <path fill={light} d="M12 52 66 30a18 22 0 0 1 18 22z" />
      <path fill={dark} d="M12 52h72v28H12z" />
      <path {...stroke} strokeLinecap="butt" stroke={light} d="M12 66h72" />
    </>
  ),
  sheet: (
    <>
      <rect fill={light} x="32" y="12" width="46" height="62" rx="4" />
      <path fill={dark} d="M22 22h30l16 16v44a4 4 0 0 1-4 4H22a4 4 0 0 1-4-4V26a4 4 0 0 1 4-4z" />
      <path fill={light} d="M52 22v12a4 4 0 0 0 4 4h12z" />
      <path {...stroke} strokeWidth={4} stroke={light} d="M28 50h30M28 60h30M28 70h18" />
    </>
  ),
  locker: (
    <>
      <rect fill={light} x="16" y="12" width="64" height="70" rx="5" />
      <rect fill={dark} x="21" y="17" width="25" height="60" rx="2" />
      <rect fill={dark} x="50" y="17" width="25" height="60" rx="2" />
      <path {...stroke} strokeWidth={3.5} stroke={light} d="M28 27h11M28 34h11M57 27h11M57 34h11" />
      <circle fill={light} cx="40" cy="50" r="3" />
      <circle fill={light} cx="56" cy="50" r="3" />
      <path fill={dark} d="M22 82h10v5H22zM64 82h10v5H64z" />
    </>
  ),
  token: (
    <>
      <circle fill={dark} cx="48" cy="48" r="38" />
      <circle {...stroke} stroke={light} strokeWidth={4} cx="48" cy="48" r="28" />
      <path {...stroke} stroke={light} strokeWidth={6} d="M37 42h22M37 54h22" />
    </>
  ),
  room: (
    <>
      <path
        fill={light}
        d="M26 17a9 9 0 0 1 18 0v9H26zM52 17a9 9 0 0 1 18 0v9H52zM26 79a9 9 0 0 0 18 0v-9H26zM52 79a9 9 0 0 0 18 0v-9H52z"
      />
      <rect fill={dark} x="14" y="30" width="68" height="36" rx="8" />
      <path {...stroke} strokeWidth={4} stroke={light} d="M28 48h16" />
    </>
  ),
} satisfies Record<string, React.ReactNode>;

export type ArtName = keyof typeof drawings;

/** The drawing with this name; a token for unknown names. */
export const artNamed = (name: string): ArtName => (Object.hasOwn(drawings, name) ? (name as ArtName) : 'token');

/** The drawing of a product in two tones of the accent. Purely decorative. */
export function ProductArt({ art, className }: { art: ArtName; className?: string }) {
  return (
    <svg viewBox="0 0 96 96" aria-hidden="true" className={clsx('text-accent', className)}>
      {drawings[art]}
    </svg>
  );
}
