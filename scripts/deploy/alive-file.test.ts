import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '#scripts/testing/temporary';

test('a worker shows life where it can, and works on where something of others stands in the way', async () => {
  const folder = temporaryFolder();
  vi.stubEnv('TMPDIR', folder);
  const { ALIVE_FILE, showLife } = await import('./alive-file.ts');
  expect(path.dirname(ALIVE_FILE)).toBe(folder);
  mkdirSync(ALIVE_FILE);
  expect(showLife).not.toThrow();
  rmSync(ALIVE_FILE, { recursive: true });
  showLife();
  expect(statSync(ALIVE_FILE).isFile()).toBe(true);
});
