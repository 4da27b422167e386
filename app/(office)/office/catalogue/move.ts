/** The ids with one of them right before another; before null is the end. */
export function movedBefore(ids: string[], moved: string, before: string | null): string[] {
  const others = ids.filter((id) => id !== moved);
  const at = before === null ? others.length : others.indexOf(before);
  return before === moved || at === -1 ? ids : others.toSpliced(at, 0, moved);
}

/** What a button of the list sends: which product goes before which. */
export const moveText = (productId: string, before: string | null): string => JSON.stringify([productId, before]);
