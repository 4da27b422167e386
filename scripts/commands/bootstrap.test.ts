import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** A start that hangs is killed before its test times out. */
const START_TIMEOUT_MS = 15_000;
vi.setConfig({ testTimeout: 2 * START_TIMEOUT_MS });

/** A fake npm: records that it ran, takes a moment, and lists what is installed as its last step. */
const npm = `
const fs = require('node:fs');
fs.appendFileSync('installs', 'one ');
setTimeout(() => {
  fs.mkdirSync('node_modules', { recursive: true });
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
}, 500);
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'saldo-bootstrap-'));
  mkdirSync(path.join(folder, 'scripts/commands'), { recursive: true });
  cpSync(path.join(import.meta.dirname, 'bootstrap.cjs'), path.join(folder, 'scripts/commands/bootstrap.cjs'));
  writeFileSync(path.join(folder, 'package-lock.json'), '{"packages":{"node_modules/left":{"version":"1.0.0"}}}');
  writeFileSync(path.join(folder, 'npm-cli.js'), npm);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the bootstrap of a fresh clone to its end. */
async function start() {
  const child = spawn(process.execPath, ['scripts/commands/bootstrap.cjs'], {
    cwd: folder,
    timeout: START_TIMEOUT_MS,
    env: {
      NODE_ENV: 'test',
      npm_execpath: path.join(folder, 'npm-cli.js'),
      npm_node_execpath: process.execPath,
      PATH: process.env.PATH,
    },
  });
  const ended = once(child, 'exit');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { output, errors, code };
}

const installs = () => readFileSync(path.join(folder, 'installs'), 'utf8');

/** Leaves the turn of a start that was killed while it installed. */
function leaveTurnOf(pid: number): void {
  mkdirSync(path.join(folder, '.saldo'));
  symlinkSync(`${pid} of a process before the last reboot`, path.join(folder, '.saldo/installing.1'));
}

test('installs once, and does nothing at the next start', async () => {
  expect(await start()).toMatchObject({ code: 0, errors: '', output: expect.stringContaining('installed') });
  expect(await start()).toEqual({ code: 0, errors: '', output: '' });
  expect(installs()).toBe('one ');
});

test('does not wait for another program that got the process id of a killed start', async () => {
  leaveTurnOf(process.pid);
  expect(await start()).toMatchObject({ code: 0, output: expect.not.stringContaining('Waiting') });
  expect(installs()).toBe('one ');
});

test('installs once when several starts find the turn of a killed one', async () => {
  leaveTurnOf(process.pid);
  const starts = await Promise.all(Array.from({ length: 6 }, start));
  expect(starts.map(({ code, errors }) => [code, errors])).toEqual(Array(6).fill([0, '']));
  expect(installs()).toBe('one ');
});
