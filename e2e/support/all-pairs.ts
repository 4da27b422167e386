/**
 * A small set of combinations, one value per factor, in which every two values of different factors occur together at
 * least once: most faults need two circumstances, hardly any need three. Pairs occur about equally often.
 */
export function allPairs<Choice extends object>(
  factors: { [Name in keyof Choice]: readonly Choice[Name][] },
): Choice[] {
  const values: readonly (readonly unknown[])[] = Object.values(factors);
  /** How often two values have occurred together. */
  const met = new Map<string, number>();
  for (const [one, first] of values.entries())
    for (const [other, second] of values.entries())
      if (one < other) for (const a of first.keys()) for (const b of second.keys()) met.set(pair(one, a, other, b), 0);

  const choices: Choice[] = [];
  for (const [next, count] of met) {
    if (count > 0) continue;
    const [one, a, other, b] = next.split(' ').map(Number) as [number, number, number, number];
    const chosen = new Map([
      [one, a],
      [other, b],
    ]);
    for (const [factor, { length }] of values.entries()) {
      if (chosen.has(factor)) continue;
      const [best] = Array.from({ length }, (_, value) => {
        const counts = [...chosen].map(([f, v]) => met.get(pair(f, v, factor, value)) ?? 0);
        const newPairs = counts.filter((times) => times === 0).length;
        return { value, newPairs, times: counts.reduce((sum, times) => sum + times, 0) };
      }).sort((x, y) => y.newPairs - x.newPairs || x.times - y.times);
      chosen.set(factor, best?.value ?? 0);
    }
    for (const [f, v] of chosen)
      for (const [g, w] of chosen) if (f < g) met.set(pair(f, v, g, w), (met.get(pair(f, v, g, w)) ?? 0) + 1);
    choices.push(
      Object.fromEntries(Object.keys(factors).map((name, f) => [name, values[f]?.[chosen.get(f) ?? 0]])) as Choice,
    );
  }
  return choices;
}

/** A key for a pair of values of two factors, independent of their order. */
const pair = (one: number, a: number, other: number, b: number): string =>
  one < other ? `${one} ${a} ${other} ${b}` : `${other} ${b} ${one} ${a}`;
