'use client';

import { Printer } from 'lucide-react';
import { Button } from './button.tsx';

/** Prints the page. Hidden without JavaScript, where the browser's menu does the same. */
export function PrintButton({ children }: { children: React.ReactNode }) {
  return (
    <Button type="button" variant="outline" className="needs-script print:hidden" onClick={() => window.print()}>
      <Printer aria-hidden size={18} />
      {children}
    </Button>
  );
}
