import type { Participant } from './define.ts';

/** A recorded message or call-back, as `GET messages` shows it. */
interface Caused {
  id: string;
  causationId: string | null;
  name: string;
  producer: Participant;
  consumers: readonly Participant[];
}

/**
 * The messages of a request as the tree of their causes: one line each, indented below its cause. What one message causes is in
 * the order of the lines, so that two requests which went the same way read the same, whichever worker came first.
 */
export function causationTree(items: readonly Caused[]): string {
  const known = new Set(items.map(({ id }) => id));
  const causeOf = ({ causationId }: Caused): string | null =>
    causationId === null || known.has(causationId) ? causationId : UNKNOWN;
  const causedBy = Map.groupBy(items, causeOf);
  const below = (cause: string | null): string[] =>
    (causedBy.get(cause) ?? [])
      .map((item) => [lineOf(item), ...below(item.id).map((line) => `  ${line}`)].join('\n'))
      .sort()
      .flatMap((lines) => lines.split('\n'));
  return [...below(null), ...below(UNKNOWN).map((line) => `? ${line}`)].join('\n');
}

/** Stands for a cause that is not among the messages: what it caused must not vanish from the tree. */
const UNKNOWN = 'unknown';

const lineOf = ({ name, producer, consumers }: Caused): string =>
  `${name} (${producer} → ${[...consumers].sort().join(', ') || 'nobody'})`;
