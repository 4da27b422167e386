/** The logo on a grid of 32: a torn-off receipt with two equal lines, an equals sign for a balanced account. */
export const MARK = {
  slip: 'M6 3h20v26l-3.33-2.6-3.34 2.6L16 26.4 12.67 29l-3.34-2.6L6 29z',
  lines: 'M11 11.5h10M11 18h10',
};

interface MarkProps {
  colour?: string;
  /** The colour of the two lines. */
  ground?: string;
  className?: string;
  size?: number;
}

/** The logo, by default in the shop's accent. */
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
