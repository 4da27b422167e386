import type { Participant, Style } from './define.ts';

/**
 * A message on its way: the CloudEvents 1.0 attributes with the extensions `correlationid`, `causationid` and
 * `traceparent`. `causationid` is absent on the first message of a request, because CloudEvents knows no null;
 * `traceparent` wherever traces are off.
 */
export interface Envelope {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  /** The order, transfer or user that the message is about. */
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  correlationid: string;
  causationid?: string;
  /** The span that published the message (W3C Trace Context, CloudEvents Distributed Tracing). The message log does not keep it. */
  traceparent?: string;
  data: Record<string, unknown>;
}

/** `source` of an envelope: the style and the participant that produced it. */
export const sourceOf = (style: Style, producer: Participant): string => `/${style}/${producer}`;

/** What a message is about: its order, else its transfer, else its user. */
export function subjectOf(body: Record<string, unknown>): string {
  const subject = body.orderId ?? body.transferId ?? body.userId;
  if (typeof subject !== 'string') throw new Error('a message body names no order, transfer or user');
  return subject;
}
