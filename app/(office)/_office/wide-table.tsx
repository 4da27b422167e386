import clsx from 'clsx';

interface WideTableProps {
  label: string;
  /** It has few columns, and fits a phone as it is. */
  isNarrow?: boolean;
  children: React.ReactNode;
}

/** A table that scrolls sideways where it is wider than the page, also by keyboard. */
export function WideTable({ label, isNarrow, children }: WideTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className={clsx('w-full text-note', !isNarrow && 'min-w-160')}>{children}</table>
    </section>
  );
}
