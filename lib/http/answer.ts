/** What the HTTP API answers to a request: status, body and headers, before it becomes a `Response`. */
export interface Answer {
  status: number;
  /** The JSON body; null where there is none (204). Problems are RFC 9457 objects. */
  body: object | null;
  headers?: Record<string, string>;
  /** Under which the messages of the request can be read; absent where the request publishes none. */
  correlationId?: string;
}
