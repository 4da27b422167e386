'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Button } from './button.tsx';
import { buttonStyle } from './button-style.ts';

interface ConfirmDialogProps {
  isOpen: boolean;
  title: string;
  /** The text of the confirming button. */
  confirm: string;
  cancel: string;
  onConfirm: () => void;
  onClose: () => void;
  /** What the action means. */
  children: React.ReactNode;
}

/** Asks for confirmation. The focus goes to the cancel button, and back to where it was afterwards. */
export function ConfirmDialog({ isOpen, title, confirm, cancel, onConfirm, onClose, children }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0%_0_0/50%)] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Popup className="fixed inset-x-0 bottom-0 z-50 grid max-h-dvh gap-4 overflow-auto rounded-t-sheet border border-rule bg-sheet p-4 pb-[max(1rem,env(safe-area-inset-bottom))] shadow-2xl duration-150 motion-safe:transition-[transform,opacity] data-ending-style:opacity-0 data-starting-style:translate-y-4 data-starting-style:opacity-0 sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-96 sm:-translate-1/2 sm:rounded-sheet sm:p-6 sm:data-starting-style:-translate-y-[calc(50%-1rem)]">
          <AlertDialog.Title className="text-title font-strong">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
          <div className="grid gap-2 sm:grid-cols-2">
            <AlertDialog.Close className={buttonStyle('outline')}>{cancel}</AlertDialog.Close>
            <Button type="button" onClick={onConfirm} className="max-sm:order-first">
              {confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
