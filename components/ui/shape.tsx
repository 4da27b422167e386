import clsx from 'clsx';

const shapes = {
  disc: 'rounded-full bg-current',
  ring: 'rounded-full border border-current',
  triangle: 'bg-current [clip-path:polygon(50%_0,100%_100%,0_100%)]',
};

/** A small shape for a state, in the text colour. Drawn with CSS, because such characters differ between fonts. */
export function Shape({ kind, className }: { kind: keyof typeof shapes; className?: string }) {
  return (
    <span aria-hidden data-shape={kind} className={clsx('inline-block size-2 shrink-0', shapes[kind], className)} />
  );
}
