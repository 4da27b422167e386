export type Participant = 'gateway' | 'user' | 'billing' | 'order' | 'notification';

/** A recorded message or call-back. */
export interface TraceItem {
  id: string;
  name: string;
  producer: Participant;
  consumers: Participant[];
  causationId: string | null;
  /** ISO 8601. */
  time: string;
  body: Record<string, unknown>;
}

/** A row with a message, or with a call-back and its response. */
export interface MessageRow {
  kind: 'message' | 'call-back';
  item: TraceItem;
  /** Milliseconds since the first message. */
  after: number;
  /** Indexes of lanes. A message without consumers has no targets. */
  from: number;
  to: number[];
}

/** The row in which the gateway answers the browser. */
interface AnswerRow {
  kind: 'answer';
}

type Row = MessageRow | AnswerRow;

export interface DiagramLayout {
  /** The participants that take part, from left to right. */
  lanes: Participant[];
  rows: Row[];
  /** The index of the row with the answer to the browser; null while the browser waits. */
  answerRow: number | null;
}

const order: Participant[] = ['gateway', 'user', 'order', 'billing', 'notification'];

/**
 * Lays the messages of one request out as a sequence diagram: a lane for each participant, and a row for each message in
 * the order they were recorded. The gateway answers the browser once it has its reply and the data it calls back for.
 */
export function layoutOf(items: TraceItem[]): DiagramLayout {
  const present = new Set(items.flatMap(({ producer, consumers }) => [producer, ...consumers]));
  const lanes = order.filter((participant) => present.has(participant));
  const start = Date.parse(items[0]?.time ?? '');
  const rows: Row[] = items.map((item) => ({
    kind: isCallBack(item) ? 'call-back' : 'message',
    item,
    after: Date.parse(item.time) - start,
    from: lanes.indexOf(item.producer),
    to: item.consumers.map((consumer) => lanes.indexOf(consumer)),
  }));
  const answerRow = placeOfAnswer(items);
  if (answerRow !== null) rows.splice(answerRow, 0, { kind: 'answer' });
  return { lanes, rows, answerRow };
}

/** The middle of a lane, in percent of the diagram's width. */
export const laneMiddle = (lane: number, lanes: number): number => ((lane + 0.5) / lanes) * 100;

const isCallBack = ({ name }: TraceItem): boolean => name.startsWith('GET ');

function placeOfAnswer(items: TraceItem[]): number | null {
  const reply = items.find(({ consumers }) => consumers.includes('gateway'));
  if (!reply) return null;
  return (
    items.findLastIndex((item) => item === reply || (item.causationId === reply.id && item.producer === 'gateway')) + 1
  );
}
