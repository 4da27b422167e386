'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { useFound } from './use-found.ts';

/** Where a line of the palette leads. */
interface Line {
  href: string;
  name: string;
  /** Tells it from others of its name. */
  detail: string;
}

export interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
  /** The screens that the person may see. */
  screens: { href: string; name: string }[];
  texts: Record<'find' | 'hint' | 'close' | 'screens' | 'customers' | 'orders' | 'none' | 'finding' | 'failed', string>;
}

/** Finds screens, customers and orders, and leads there: a combobox in a dialog. */
export function Palette({ isOpen, onClose, screens, texts }: PaletteProps) {
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const query = typed.trim();
  const { found, state } = useFound(query);
  const lower = query.toLocaleLowerCase();
  const groups = [
    {
      name: texts.screens,
      items: screens
        .filter(({ name }) => name.toLocaleLowerCase().includes(lower))
        .map(({ href, name }): Line => ({ href, name, detail: '' })),
    },
    {
      name: texts.orders,
      items: found.orders.map(({ orderId, number, customerName }): Line => {
        const name = number === null ? orderId.slice(-8) : String(number);
        return { href: `/office/orders/${orderId}`, name, detail: customerName ?? '' };
      }),
    },
    {
      name: texts.customers,
      items: found.customers.map(({ userId, name, email }): Line => {
        return { href: `/office/customers/${userId}`, name, detail: email };
      }),
    },
  ].filter(({ items }) => items.length > 0);
  // However it was closed, it opens empty.
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (wasOpen !== isOpen) {
    setWasOpen(isOpen);
    setTyped('');
  }
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0%_0_0/50%)] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label={texts.find}
          className="fixed inset-x-2 top-2 z-50 mx-auto flex max-h-[min(32rem,calc(100dvh-1rem))] max-w-xl flex-col rounded-sheet border border-rule bg-sheet shadow-2xl sm:top-[12vh] sm:max-h-[min(32rem,76vh)]"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            filter={null}
            value={typed}
            onValueChange={(value, { reason }) => reason !== 'item-press' && setTyped(value)}
            itemToStringValue={({ name }: Line) => name}
            autoHighlight="always"
            keepHighlight
          >
            <div className="flex items-center gap-2 border-b border-rule p-2">
              <Autocomplete.Input
                aria-label={texts.find}
                placeholder={texts.hint}
                className="min-h-11 w-full min-w-0 rounded-control bg-sheet px-3 text-lead placeholder:text-quiet"
              />
              <Dialog.Close render={<Button type="button" variant="quiet" className="shrink-0" />}>
                {texts.close}
              </Dialog.Close>
            </div>
            <Autocomplete.Status className="px-4 pt-2 text-note text-quiet empty:hidden">
              {statusOf(state, groups.length > 0, texts)}
            </Autocomplete.Status>
            <Autocomplete.List className="overflow-y-auto overscroll-contain p-2 data-empty:p-1">
              {(group: { name: string; items: Line[] }) => (
                <Autocomplete.Group key={group.name} items={group.items}>
                  <Autocomplete.GroupLabel className="px-2 pt-2 pb-1 text-note text-quiet">
                    {group.name}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(line: Line) => (
                      <Autocomplete.Item
                        key={line.href}
                        value={line}
                        onClick={() => {
                          onClose();
                          router.push(line.href);
                        }}
                        className="flex min-h-11 cursor-default flex-wrap content-center items-baseline gap-x-3 rounded-control px-2 py-1 data-highlighted:bg-tint data-highlighted:text-accent"
                      >
                        <span className="font-medium wrap-anywhere">{line.name}</span>
                        <span className="text-note text-quiet wrap-anywhere">{line.detail}</span>
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function statusOf(state: ReturnType<typeof useFound>['state'], isAny: boolean, texts: PaletteProps['texts']): string {
  if (state === 'failed') return texts.failed;
  if (state === 'finding') return texts.finding;
  return isAny ? '' : texts.none;
}
