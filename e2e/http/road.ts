import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address that leads to another one, unless it is barred: then whoever asks is cut off. */
export interface Road {
  url: string;
  leadTo(url: string): void;
  setBarred(barred: boolean): void;
  close(): void;
}

/** Opens a road for GET requests. */
export async function openRoad(): Promise<Road> {
  let target = '';
  let isBarred = false;
  const server = createServer(async (request, response) => {
    if (isBarred) {
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
    leadTo(url) {
      target = url;
    },
    setBarred(barred) {
      isBarred = barred;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
