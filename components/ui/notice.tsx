/** A bar over the page for notices, announced to screen readers. Takes no space while empty. */
export function Notice({ children }: { children: React.ReactNode }) {
  return (
    <div role="status" className="print:hidden">
      {children && (
        <div className="fixed inset-x-0 top-0 z-30 flex min-h-14 flex-wrap items-center justify-center gap-x-4 gap-y-1 border-b border-rule bg-sheet px-4 py-2">
          {children}
        </div>
      )}
    </div>
  );
}
