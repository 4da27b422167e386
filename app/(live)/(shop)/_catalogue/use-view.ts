'use client';

import { useSearchParams } from 'next/navigation';

/**
 * The current view of the shop, kept in the query string: it can be linked to, and Back returns to the previous one.
 */
export interface View {
  /** The search text. */
  q: string;
  /** The selected category; empty for all. */
  category: string;
  /** The id of the product whose sheet is open; empty for none. */
  product: string;
}

/** The view in the query string, and how to change it: in the browser with JavaScript, by following a link without. */
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
    /** Changes the view without a request. Typing replaces the history entry; a choice adds one for Back. */
    show: (change: Partial<View>, how: 'push' | 'replace' = 'push') =>
      window.history[`${how}State`](null, '', href(change)),
    /** Props of a link to another view. */
    link: (change: Partial<View>) => ({
      href: href(change),
      onClick: (event: React.MouseEvent) => {
        // Let the browser open a new tab or window.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        window.history.pushState(null, '', href(change));
      },
    }),
  };
}
