/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Half the distance from the lowest to the highest value, as a share of the median. */
export function spread(values: number[]): number {
  const middle = median(values);
  return middle === 0 ? 0 : (Math.max(...values) - Math.min(...values)) / 2 / Math.abs(middle);
}

/** The value that `share` of the values do not exceed; NaN where there are none. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export type Verdict = 'faster' | 'slower' | 'same';

/** What paired windows say of a change. */
export interface Comparison {
  /** The median of the ratios of the pairs, after to before. */
  ratio: number;
  /** The true ratio lies between these with at least 95 % certainty; with fewer than six pairs, between all that was seen. */
  low: number;
  high: number;
  verdict: Verdict;
}

/**
 * Compares pairs of windows that ran one after the other, so that whatever else the machine does meets both. The result is `same` where the
 * interval of the ratio holds 1.
 */
export function compare(before: number[], after: number[], better: 'more' | 'less'): Comparison {
  const ratios = after.map((value, index) => value / (before[index] ?? Number.NaN)).toSorted((a, b) => a - b);
  const cut = extremesToDrop(ratios.length);
  const [low = Number.NaN, high = Number.NaN] = [ratios[cut], ratios[ratios.length - 1 - cut]];
  const isAbove = low > 1;
  const isBelow = high < 1;
  const verdict = isAbove || isBelow ? (isAbove === (better === 'more') ? 'faster' : 'slower') : 'same';
  return { ratio: median(ratios), low, high, verdict };
}

/** How many of the lowest and of the highest of `count` values the 95 % interval of their median leaves out, whatever their distribution. */
function extremesToDrop(count: number): number {
  // Each value is below the true median with the chance of a coin: the chance that at most `dropped` of them are.
  let chance = 2 ** -count;
  let term = chance;
  let dropped = 0;
  while (dropped < count) {
    term *= (count - dropped) / (dropped + 1);
    chance += term;
    if (2 * chance > 0.05) return dropped;
    dropped++;
  }
  return dropped;
}
