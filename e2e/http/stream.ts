import { expect } from 'vitest';

export interface Stream {
  /** The names of events as they arrive. */
  events: AsyncGenerator<string | undefined>;
  leave(): void;
}

/** Opens an event stream as a browser does, of whoever is signed in or with a `query` of visitors. `leaving` ends it at the latest. */
export async function openStream(baseUrl: string, cookie: string, leaving: AbortSignal, query = ''): Promise<Stream> {
  const gone = new AbortController();
  const answer = await fetch(`${baseUrl}/api/events${query}`, {
    headers: { cookie },
    signal: AbortSignal.any([leaving, gone.signal]),
  });
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const events = eventsOf(answer.body as ReadableStream<Uint8Array>);
  expect((await events.next()).value).toBe('connected');
  return { events, leave: () => gone.abort() };
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    const blocks = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) yield /^event: (.*)$/m.exec(block)?.[1];
  }
}
