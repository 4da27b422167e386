import type { Envelope } from '#lib/messages/envelope';

const uuid = { type: 'string', format: 'uuid' };

/** The attributes of every message, in the order and with the meaning of {@link Envelope}. */
export const attributes: Record<keyof Envelope, Record<string, unknown>> = {
  specversion: { const: '1.0', description: 'The version of CloudEvents.' },
  id: { ...uuid, description: 'Identifies the message; a UUIDv7.' },
  source: { type: 'string', format: 'uri-reference', description: 'The style and the participant that published it.' },
  type: { type: 'string', description: 'The name of the message.' },
  subject: { ...uuid, description: 'The order, else the transfer, else the user that it is about.' },
  time: { type: 'string', format: 'date-time', description: 'When it was published.' },
  datacontenttype: { const: 'application/json', description: 'The format of `data`.' },
  correlationid: { ...uuid, description: 'The request that it belongs to, which is answered to the client too.' },
  causationid: { ...uuid, description: 'The message that caused it; absent on the first message of a request.' },
  traceparent: {
    type: 'string',
    description: 'The span that published it (W3C Trace Context); only where traces are exported.',
  },
  data: { type: 'object', description: 'The body.' },
};

/** The JSON schema of the envelope. */
export const envelopeSchema = {
  title: 'Envelope',
  type: 'object',
  description: 'A message on its way: a CloudEvents 1.0 event in structured mode.',
  required: Object.keys(attributes).filter((attribute) => !['causationid', 'traceparent'].includes(attribute)),
  properties: attributes,
};
