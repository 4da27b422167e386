import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hashed } from '#lib/accounts/secrets';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';
import { eventually } from './client.ts';
import { inDatabase } from './database.ts';

// This file runs the product for itself, so that it can take a table away and read what the processes print.
let app: ServedApp;
const printed = vi.spyOn(console, 'error').mockImplementation(() => {});

beforeAll(async () => {
  app = await serveApp();
});
afterAll(() => app?.stop());

/** What the web server has printed since the last call, once it has recorded that `message`. */
async function linesWith(message: string): Promise<string[]> {
  const lines = await eventually(
    async () => printed.mock.calls.map(([line]) => String(line).replace(/^web: /, '')),
    (found) => found.some((line) => line.includes(message)),
  );
  printed.mockClear();
  return lines;
}

test('a page that fails is told in lines of the log, without what its statement asked for', async () => {
  const secret = 'a'.repeat(43);
  await inDatabase(app.databaseUrl, 'ALTER TABLE accounts.links RENAME TO away');
  try {
    expect((await fetch(`${app.url}/reset-password?token=${secret}`)).status).toBe(500);
    const lines = await linesWith('page failed');
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ message: 'page failed', err: expect.objectContaining({ type: 'Error' }) }),
    );
    expect(lines.join('\n')).not.toContain(hashed(secret));
  } finally {
    await inDatabase(app.databaseUrl, 'ALTER TABLE accounts.away RENAME TO links');
  }
});

test('a client that leaves in the middle of its request is no fault of ours', async () => {
  const { hostname, port } = new URL(app.url);
  const client = connect(Number(port), hostname);
  await once(client, 'connect');
  const head = ['POST /api/tokens HTTP/1.1', 'Host: shop', 'Content-Type: application/json', 'Content-Length: 9'];
  client.write(`${head.join('\r\n')}\r\n\r\n{"em`);
  await new Promise((resolve) => setTimeout(resolve, 200)); // the handler waits for the rest
  client.destroy();
  await inDatabase(app.databaseUrl, 'ALTER TABLE accounts.links RENAME TO away');
  try {
    await fetch(`${app.url}/reset-password?token=later`);
    expect((await linesWith('page failed')).join('\n')).not.toContain('request failed');
  } finally {
    await inDatabase(app.databaseUrl, 'ALTER TABLE accounts.away RENAME TO links');
  }
});
