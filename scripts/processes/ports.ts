import { createServer, isIPv6 } from 'node:net';
import { StartupFailure } from '#scripts/processes/startup-failure';

/**
 * A free port on the loopback interface. It lies below the range of outgoing connections, because there a client that
 * keeps trying to reach a stopped server can end up connected to itself, and take the port.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    if ((await faultOfListening(port, '127.0.0.1')) === undefined) return port;
  }
}

/** Throws a `StartupFailure` unless a server can listen on this address. */
export async function requireListening(port: number, host: string): Promise<void> {
  const fault = await faultOfListening(port, host);
  if (fault === 'EADDRINUSE') {
    throw new StartupFailure(
      `Port ${port} on ${host} is in use: stop the program that uses it, or set PORT to a free one.`,
    );
  }
  if (fault === 'EACCES') {
    throw new StartupFailure(`Port ${port} needs more rights than this account has: set PORT to one above 1023.`);
  }
  if (fault !== undefined) {
    throw new StartupFailure(`Cannot listen on HOST ${host} (${fault}): set it to an address of this machine.`);
  }
}

function faultOfListening(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** The address at which this machine reaches a server that listens on `host`, which may mean all addresses. */
export function reachableUrl(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
