'use client';

import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button';
import type { PaletteProps } from './palette.tsx';

/** The palette and what it is made of are more code than most screens: they are loaded when it is first opened. */
const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false });

/** Opens the command palette, as ⌘K and Ctrl+K do. */
export function PaletteButton(props: Omit<PaletteProps, 'isOpen' | 'onClose'>) {
  const [isOpen, setOpen] = useState(false);
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isShortcut = event.code === 'KeyK' && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
      if (!isShortcut) return;
      event.preventDefault();
      setWanted(true);
      setOpen((before) => !before);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  const open = () => {
    setWanted(true);
    setOpen(true);
  };
  return (
    <>
      <Button
        type="button"
        variant="outline"
        onClick={open}
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
        className="w-full font-normal"
      >
        <span className="flex items-center gap-2">
          <Search aria-hidden size={18} />
          {props.texts.find}
        </span>
        <kbd aria-hidden className="figures text-note text-quiet max-lg:hidden">
          Ctrl K
        </kbd>
      </Button>
      {isWanted && <Palette {...props} isOpen={isOpen} onClose={() => setOpen(false)} />}
    </>
  );
}
