import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/** Hands each connection to the next web process, as a load balancer does. */
export interface Balancer {
  /** Origin, without a trailing slash. */
  url: string;
  /** Web processes on the loopback interface. Until it is called, connections are closed. */
  forwardTo(ports: number[]): void;
  stop(): Promise<void>;
}

/** Starts a balancer on a free port of the loopback interface. It passes bytes on as they are. */
export async function startBalancer(): Promise<Balancer> {
  let targets: number[] = [];
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const port = targets[turn++ % targets.length];
    if (port === undefined) {
      client.destroy();
      return;
    }
    const web = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    client.setNoDelay(true);
    // What breaks on one side breaks on the other.
    pipeline(client, web, (error) => error && client.destroy());
    pipeline(web, client, (error) => error && web.destroy());
    for (const socket of [client, web]) open.add(socket.on('close', () => open.delete(socket)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forwardTo(ports) {
      targets = ports;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
