'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { beep, unlockSound } from './beep.ts';

const signals = ['sound', 'vibration'] as const;
type Signal = (typeof signals)[number];

const signal: Record<Signal, () => void> = { sound: beep, vibration: () => void navigator.vibrate?.([200, 100, 200]) };

interface NewOrderSignalsProps {
  /** The orders that nobody has begun yet. */
  accepted: string[];
  /** The other orders on the board, which can come back to those. */
  others: string[];
  texts: Record<Signal | 'signals', string>;
}

/** Signals a new order by sound and vibration, where somebody has chosen so in this browser; both are off at first. */
export function NewOrderSignals({ accepted, others, texts }: NewOrderSignalsProps) {
  const on: Record<Signal, boolean> = { sound: useChoice('sound'), vibration: useChoice('vibration') };
  const seen = useRef<Set<string> | null>(null);
  useEffect(() => {
    const isNew = seen.current !== null && accepted.some((orderId) => !seen.current?.has(orderId));
    seen.current = new Set([...(seen.current ?? []), ...accepted, ...others]);
    if (isNew) for (const one of signals) if (on[one]) signal[one]();
  });
  const { sound } = on;
  useEffect(() => {
    if (!sound) return undefined;
    // Browsers play no sound before somebody has touched the page.
    const closing = new AbortController();
    for (const event of ['pointerdown', 'keydown'])
      document.addEventListener(event, unlockSound, { signal: closing.signal });
    return () => closing.abort();
  }, [sound]);
  return (
    <fieldset className="needs-script flex flex-wrap gap-x-4 self-center print:hidden">
      <legend className="sr-only">{texts.signals}</legend>
      {signals.map((one) => (
        <label key={one} className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={on[one]}
            onChange={({ target }) => {
              keepChoice(one, target.checked);
              if (target.checked) signal[one]();
            }}
            className="size-6"
          />
          {texts[one]}
        </label>
      ))}
    </fieldset>
  );
}

const CHANGED = 'saldo.signals';
const keyOf = (one: Signal) => `saldo.signals.${one}`;

/** Whether a signal is chosen in this browser. */
const useChoice = (one: Signal): boolean =>
  useSyncExternalStore(
    watchChoices,
    () => isChosen(one),
    () => false,
  );

function isChosen(one: Signal): boolean {
  try {
    return localStorage.getItem(keyOf(one)) === 'on';
  } catch {
    return false; // this browser keeps nothing of sites
  }
}

function keepChoice(one: Signal, isOn: boolean): void {
  try {
    if (isOn) localStorage.setItem(keyOf(one), 'on');
    else localStorage.removeItem(keyOf(one));
  } catch {
    return; // it stays off
  }
  window.dispatchEvent(new Event(CHANGED));
}

function watchChoices(watch: () => void): () => void {
  // `storage` tells of the other tabs only.
  const events = [CHANGED, 'storage'];
  for (const event of events) window.addEventListener(event, watch);
  return () => {
    for (const event of events) window.removeEventListener(event, watch);
  };
}
