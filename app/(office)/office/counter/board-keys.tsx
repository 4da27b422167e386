'use client';

import { useEffect } from 'react';
import { useUndo } from './move-form.tsx';

type Step = 'on' | 'back';

const cardsIn = (parent: ParentNode): HTMLElement[] => [...parent.querySelectorAll<HTMLElement>('[data-order]')];

/**
 * Lets the board be worked by keyboard, and says how. The keys press the buttons of the cards, so they do what those do. Letters go by their
 * place on the keyboard, which is the same in every alphabet.
 */
export function BoardKeys({ help }: { help: string }) {
  const undo = useUndo();
  useEffect(() => {
    const closing = new AbortController();
    const undoLast = () => {
      const last = undo.current;
      const card = cardsIn(document).find(({ dataset }) => dataset.order === last?.orderId);
      if (card && last) press(card, last.step);
    };
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
        const focused = document.activeElement;
        const card = focused?.closest<HTMLElement>('[data-order]') ?? null;
        const act = actionOf(event, card, card === focused, undoLast);
        if (!act) return;
        event.preventDefault();
        act();
      },
      { signal: closing.signal },
    );
    return () => closing.abort();
  }, [undo]);
  return <p className="needs-script text-note text-quiet max-md:hidden print:hidden">{help}</p>;
}

/** Whether a key is for a field or a dialog, and not for the board. */
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('input:not([type=checkbox]), select, textarea, [contenteditable]') ||
    target.closest('[role=dialog]') !== null);

/** What a key does to the card with the focus; null where it is none of the board's. */
function actionOf(
  { key, code, repeat }: KeyboardEvent,
  card: HTMLElement | null,
  isOnCard: boolean,
  undoLast: () => void,
): (() => void) | null {
  if (key === 'ArrowDown' || code === 'KeyJ') return () => choose(card, 1);
  if (key === 'ArrowUp' || code === 'KeyK') return () => choose(card, -1);
  if (repeat) return null;
  if (key === 'Backspace' || code === 'KeyU') return undoLast;
  // On a button or a link within the card, Enter is theirs.
  if (card && (key === 'ArrowRight' || (key === 'Enter' && isOnCard))) return () => move(card, 'on');
  if (card && key === 'ArrowLeft') return () => move(card, 'back');
  return null;
}

function choose(card: HTMLElement | null, by: 1 | -1): void {
  const cards = cardsIn(document);
  (card ? cards[cards.indexOf(card) + by] : cards[0])?.focus();
}

/** Moves an order. The focus goes to the next one of its column, so that one key works the column off. */
function move(card: HTMLElement, step: Step): void {
  const column = cardsIn(card.closest('ul') ?? document);
  const index = column.indexOf(card);
  if (press(card, step)) (column[index + 1] ?? column[index - 1])?.focus();
}

function press(card: HTMLElement, step: Step): boolean {
  const button = card.querySelector<HTMLButtonElement>(`button[data-step=${step}]`);
  button?.click();
  return button !== null;
}
