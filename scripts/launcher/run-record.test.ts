import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endOrphans, openRunRecord } from '#scripts/launcher/run-record';

let folder: string;
let web: ChildProcess;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'saldo-run-'));
  web = spawn(process.execPath, ['-e', 'process.on("message", (asked) => process.send(asked))'], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await once(web, 'spawn');
});

afterEach(() => {
  web.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Records `web` as started by this process, then changes the file. */
function recordedWith(change: (run: { launcher: object; processes: { web: object } }) => void): void {
  openRunRecord(folder).add('web', web.pid as number);
  const [name = ''] = readdirSync(folder);
  const file = path.join(folder, name);
  const run = JSON.parse(readFileSync(file, 'utf8'));
  change(run);
  writeFileSync(file, JSON.stringify(run));
}

const gone = { identity: 'of a process before the last reboot' };

/** Sends it a message: if a signal was on its way, the process ends instead of answering. */
async function isAlive(): Promise<boolean> {
  const answer = once(web, 'message').then(() => true);
  const end = once(web, 'exit').then(() => false);
  web.send('are you there?', () => undefined);
  return Promise.race([answer, end]);
}

test('ends what a killed launcher left behind, and forgets it', async () => {
  recordedWith((run) => Object.assign(run.launcher, gone));
  const ended = once(web, 'exit');
  await endOrphans(folder, () => undefined);
  await ended;
  expect(readdirSync(folder)).toEqual([]);
});

test('does not touch the processes of a running launcher', async () => {
  recordedWith(() => undefined);
  await endOrphans(folder, () => undefined);
  expect(await isAlive()).toBe(true);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('does not touch another program that got the process id of an orphan', async () => {
  recordedWith((run) => {
    Object.assign(run.launcher, gone);
    Object.assign(run.processes.web, gone);
  });
  await endOrphans(folder, () => undefined);
  expect(await isAlive()).toBe(true);
});

test.for(['', '{"launcher":{"pid":4'])('ignores and removes a record that was truncated to "%s"', async (left) => {
  writeFileSync(path.join(folder, '4711.json'), left);
  await endOrphans(folder, () => undefined);
  expect(readdirSync(folder)).toEqual([]);
});
