import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/**
 * Speaks just enough of Postgres's protocol to let anybody in, and answers every query with one row of these texts: a
 * server of any version, which no package need bring.
 */
export async function startFakePostgres(row: Record<string, string>): Promise<{ host: string; stop(): Promise<void> }> {
  const answer = Buffer.concat([
    message('T', int16(Object.keys(row).length), ...Object.keys(row).map(column)),
    message('D', int16(Object.keys(row).length), ...Object.values(row).map(value)),
    message('C', Buffer.from('SELECT 1\0')),
    READY,
  ]);
  const server = createServer((socket) => {
    // The client hangs up with a reset as soon as it has its answer.
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), READY]));
      socket.on('data', (data) => data.toString('latin1').startsWith('Q') && socket.write(answer));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      await once(server, 'close');
    },
  };
}

const READY = message('Z', Buffer.from('I'));

function message(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

/** A column of the type text. */
function column(name: string): Buffer {
  const TEXT = 25;
  return Buffer.concat([Buffer.from(`${name}\0`), int32(0), int16(0), int32(TEXT), int16(-1), int32(-1), int16(0)]);
}

function value(text: string): Buffer {
  return Buffer.concat([int32(Buffer.byteLength(text)), Buffer.from(text)]);
}

function int16(number: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(number);
  return bytes;
}

function int32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(number);
  return bytes;
}
