const FADE_MS = 180;

/**
 * Replays a column `factor` times slower than real time: each row of the diagram appears when it was recorded, each
 * figure when it was known, and the bar grows. Elements carry their times in milliseconds: `data-moments` (the rows),
 * `data-at`, `data-from`, `data-to`.
 */
export function playColumn(column: HTMLElement, factor: number): void {
  for (const animation of column.getAnimations({ subtree: true })) animation.cancel();
  const reveal = (element: Element, at: number) =>
    element.animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE_MS, delay: at * factor, fill: 'backwards' });
  for (const figure of column.querySelectorAll<HTMLElement>('[data-at]')) reveal(figure, Number(figure.dataset.at));
  for (const bar of column.querySelectorAll<HTMLElement>('[data-from]')) {
    const from = Number(bar.dataset.from);
    bar.animate([{ transform: 'scaleX(0)' }, { transform: 'scaleX(1)' }], {
      duration: Math.max(1, (Number(bar.dataset.to) - from) * factor),
      delay: from * factor,
      fill: 'backwards',
    });
  }
  const diagram = column.querySelector<HTMLElement>('[data-moments]');
  const moments = diagram?.dataset.moments?.split(' ').map(Number) ?? [];
  for (const [row, element] of [...(diagram?.querySelectorAll('ol > li') ?? [])].entries())
    reveal(element, moments[row] ?? 0);
  diagram
    ?.querySelector('ol ~ svg')
    ?.animate(uncovering(moments, factor), { duration: lengthOf(moments, factor), fill: 'backwards' });
}

const lengthOf = (moments: number[], factor: number): number => (moments.at(-1) ?? 0) * factor + FADE_MS;

/** Keyframes that uncover the drawing from the top, one row at each moment. All rows have the same height. */
export function uncovering(moments: number[], factor: number): Keyframe[] {
  const length = lengthOf(moments, factor);
  const covered = (rows: number) => `inset(0 -1rem ${(1 - rows / moments.length) * 100}% -1rem)`;
  const frames: Keyframe[] = [{ offset: 0, clipPath: covered(0) }];
  let last = 0;
  for (const [row, moment] of moments.entries()) {
    const start = Math.max(last, (moment * factor) / length);
    last = Math.min(1, Math.max(start, (moment * factor + FADE_MS) / length));
    frames.push({ offset: start, clipPath: covered(row) }, { offset: last, clipPath: covered(row + 1) });
  }
  return [...frames, { offset: 1, clipPath: covered(moments.length) }];
}
