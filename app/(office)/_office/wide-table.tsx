/** A table that scrolls sideways where it is wider than the page, also by keyboard. */
export function WideTable({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-160 text-note">{children}</table>
    </section>
  );
}
