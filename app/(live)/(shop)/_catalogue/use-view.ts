'use client';

import { useSearchParams } from 'next/navigation';

/** What of the shop is shown. It stands in the address, so it can be linked to, and Back leads to what was shown before. */
export interface View {
  /** What is searched for. */
  q: string;
  /** The category that is shown; empty for all. */
  category: string;
  /** The product whose sheet is open. */
  product: string;
}

/** What the address says is shown, and how to show something else: at once here, by following the link without JavaScript. */
export function useView() {
  const parameters = useSearchParams();
  const view: View = {
    q: parameters.get('q') ?? '',
    category: parameters.get('category') ?? '',
    product: parameters.get('product') ?? '',
  };
  const href = (change: Partial<View>): string => {
    const entries = Object.entries({ ...view, ...change }).filter(([, value]) => value !== '');
    return entries.length > 0 ? `/?${new URLSearchParams(entries)}` : '/';
  };
  return {
    view,
    href,
    /** Shows something else without asking the server. Typing replaces; what was chosen can be left with Back. */
    show: (change: Partial<View>, how: 'push' | 'replace' = 'push') =>
      window.history[`${how}State`](null, '', href(change)),
    /** For a link to something else. */
    link: (change: Partial<View>) => ({
      href: href(change),
      onClick: (event: React.MouseEvent) => {
        // Another tab or window is the browser's business.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        window.history.pushState(null, '', href(change));
      },
    }),
  };
}
