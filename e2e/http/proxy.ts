import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that forwards GET requests to another address, or closes their connections while it is blocked. */
export interface CallBackProxy {
  url: string;
  forwardTo(url: string): void;
  setBlocked(blocked: boolean): void;
  close(): void;
}

export async function startProxy(): Promise<CallBackProxy> {
  let target = '';
  let isBlocked = false;
  const server = createServer(async (request, response) => {
    if (isBlocked) {
      request.socket.destroy();
      return;
    }
    const { authorization = '' } = request.headers;
    const answer = await fetch(target + request.url, { headers: { authorization } });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forwardTo(url) {
      target = url;
    },
    setBlocked(blocked) {
      isBlocked = blocked;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
