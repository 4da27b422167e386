import { subscribe } from 'node:diagnostics_channel';
import { Server, type ServerResponse } from 'node:http';
import { endStreams } from './event-stream.ts';

const SWEEP_MS = 50;

/** The HTTP servers of this process, whoever made them. */
export interface Servers {
  areListening(): boolean;
  /**
   * Helps whoever closes the servers: ends the event streams, asks every client to leave after its answer, and closes connections that
   * carry no request. What is still open after `limitMs` is cut.
   */
  end(limitMs: number): void;
}

/** Follows the servers from the moment they listen: call it before the first one does. */
export function followServers(): Servers {
  const servers = new Set<Server>();
  let isEnding = false;
  subscribe('tracing:net.server.listen:asyncEnd', (message) => {
    const { server } = message as { server: unknown };
    if (server instanceof Server) servers.add(server);
  });
  subscribe('http.server.request.start', (message) => {
    if (isEnding) (message as { response: ServerResponse }).response.setHeader('Connection', 'close');
  });
  return {
    areListening: () => servers.size > 0,
    end(limitMs) {
      isEnding = true;
      // A connection may send one more request, even for a stream, before it learns that the server ends.
      setInterval(() => {
        endStreams();
        for (const server of servers) server.closeIdleConnections();
      }, SWEEP_MS).unref();
      setTimeout(() => {
        for (const server of servers) server.closeAllConnections();
      }, limitMs).unref();
    },
  };
}
