import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '#scripts/processes/ports';
import { processesOf, type Started, startCommand } from '#scripts/testing/started';
import { temporaryFolder } from '#scripts/testing/temporary';

const BUSY_MACHINE_MS = 60_000;
vi.setConfig({ testTimeout: BUSY_MACHINE_MS, hookTimeout: BUSY_MACHINE_MS });

// The tests follow one shop in demo mode from its first start to its stop.
const folder = temporaryFolder();
let url: string;
let shop: Started;
let accounts: Account[];

interface Account {
  role: string;
  email: string;
  password: string;
}

async function open(): Promise<void> {
  shop = startCommand('start.ts', folder, { PORT: new URL(url).port });
  await shop.prints(new RegExp(`^Saldo is open at ${url} `, 'm'));
  await shop.prints(/^ {2}owner .*\n/m);
  accounts = [...shop.printed.matchAll(/^ {2}(\w+) +(\S+@\S+) +(\S+)$/gm)].map(
    ([, role = '', email = '', password = '']) => ({ role, email, password }),
  );
}

beforeAll(async () => {
  url = `http://localhost:${await freePort()}`;
  await open();
});
afterAll(async () => {
  shop?.kill('SIGTERM');
  await shop?.ended;
  // Processes are left only if a test failed.
  for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
});

/** Signs in and returns the token. */
async function signIn({ email, password }: Account): Promise<string> {
  const response = await fetch(`${url}/api/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { token: string }).token;
}

/** The balance of the demo customer. */
async function balance(): Promise<number> {
  const headers = { authorization: `Bearer ${await signIn(accounts[0] as Account)}` };
  const response = await fetch(`${url}/api/command-reply/billing/account`, { headers });
  return ((await response.json()) as { balance: number }).balance;
}

test('prints demo accounts that can sign in, and the customer has money', async () => {
  expect(accounts.map(({ role }) => role)).toEqual(['customer', 'counter', 'owner']);
  await Promise.all(accounts.map(signIn));
  expect(await balance()).toBeGreaterThan(0);
});

/** A curl with the options that the README uses; it refuses all others. */
const CURL = `#!${process.execPath}
const [url, ...rest] = process.argv.slice(2).filter((argument) => argument !== '-s');
const headers = {};
let body;
while (rest.length > 0) {
  const [option, value] = rest.splice(0, 2);
  if (option === '-H') headers[value.slice(0, value.indexOf(':'))] = value.slice(value.indexOf(':') + 1).trim();
  else if (option === '-d') body = value;
  else throw new Error('curl ' + option + ' is not supported here');
}
fetch('http://' + url, { method: body === undefined ? 'GET' : 'POST', headers, body })
  .then((answer) => answer.text())
  .then((text) => process.stdout.write(text));
`;

/** The environment of a shell that has curl: the system's, or ours if there is none. */
function withCurl(): NodeJS.ProcessEnv {
  if (spawnSync('curl', ['--version']).status === 0) return process.env;
  const bin = temporaryFolder();
  writeFileSync(path.join(bin, 'curl'), CURL, { mode: 0o755 });
  return { ...process.env, PATH: `${bin}:${process.env.PATH}` };
}

test('answers the requests of the README as they are printed there', async () => {
  const env = withCurl();
  const readme = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, block = ''] = /^## The API in five lines$[\s\S]*?^```sh\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  const lines = block.trim().replaceAll('localhost:3000', new URL(url).host).split('\n');
  expect(lines).toHaveLength(5);
  const answersTo = async (requests: (string | undefined)[]) => {
    const { stdout } = await promisify(execFile)('sh', ['-c', requests.join('\n')], { env });
    return JSON.parse(`[${stdout.replaceAll(/\}\s*\{/g, '},{')}]`);
  };
  expect(await answersTo(lines)).toMatchObject([
    { userId: expect.any(String), email: 'ann@example.com' },
    { balance: 10_000 },
    { status: 'paid' },
    { items: expect.any(Array) },
  ]);
  // The notification of an order may come a moment later.
  const notified = async () =>
    expect(await answersTo([lines[1], lines[4]])).toMatchObject([{ items: [{ kind: 'order-paid' }] }]);
  await vi.waitFor(notified, { timeout: 10_000 });
});

test('is audited by `npm run audit`, which finds its database', async () => {
  const audit = startCommand('audit.ts', folder);
  expect([await audit.ended, audit.printed]).toEqual([0, expect.stringMatching(/^The books are right: .*\n$/)]);
});

test('recovers from kill -9 at the next start, with the same accounts and balances', async () => {
  const [accountsBefore, balanceBefore] = [accounts, await balance()];
  const passwords = path.join(folder, '.saldo/demo-accounts.json');
  const writtenAt = statSync(passwords).mtimeMs;
  const killed = processesOf(folder);
  expect(killed.length, 'launcher, Postgres, web and worker').toBeGreaterThanOrEqual(4);

  shop.kill('SIGKILL');
  await open();
  expect(processesOf(folder).filter((pid) => killed.includes(pid))).toEqual([]);
  expect(accounts).toEqual(accountsBefore);
  expect(statSync(passwords).mtimeMs).toBe(writtenAt);
  expect(await balance()).toBe(balanceBefore);
});

test('stops at Ctrl-C with code 0 and leaves nothing running', async () => {
  shop.kill('SIGINT');
  expect(await shop.ended).toBe(0);
  expect(shop.printed).toMatch(/\nStopping …\nSaldo has stopped\.\n$/);
  expect(processesOf(folder)).toEqual([]);
  expect(readdirSync(path.join(folder, '.saldo/run'))).toEqual([]);
});
