/** A slip, torn off, that comes out even: two lines of one length are also the sign for it. On a field of 32. */
export const MARK = {
  slip: 'M6 3h20v26l-3.33-2.6-3.34 2.6L16 26.4 12.67 29l-3.34-2.6L6 29z',
  lines: 'M11 11.5h10M11 18h10',
};

interface MarkProps {
  colour?: string;
  /** The colour of the lines. */
  ground?: string;
  className?: string;
  size?: number;
}

/** The sign of the product, in the accent of the shop. */
export function Mark({
  colour = 'var(--color-accent)',
  ground = 'var(--color-on-accent)',
  className,
  size = 32,
}: MarkProps) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className={className}>
      <path fill={colour} d={MARK.slip} />
      <path fill="none" stroke={ground} strokeWidth="2.5" strokeLinecap="round" d={MARK.lines} />
    </svg>
  );
}
