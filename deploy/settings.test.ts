import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '#scripts/launcher/project-root';

const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');

/** Set by the image, by the role of a container, and by Vercel. */
const notForCompose = /^(HOST|PORT|WORKER|VERCEL.*)$/;
const notForPeople = /^VERCEL.*$/;

/** The names of all settings, in the schema of lib/env.ts. */
const settings = [
  ...(/z\.object\(\{\n(.*?)\n\}\);/s.exec(read('lib/env.ts'))?.[1] ?? '').matchAll(/^ {2}([A-Z0-9_]+): /gm),
].map(([, name = '']) => name);

test('compose.yaml passes every setting, so that none of `.env` is ignored in silence', () => {
  const given = Object.keys(parse(read('compose.yaml'))['x-saldo'].environment);
  const names = given.map((name) => name.replace(/_FILE$/, ''));
  expect(settings).toContain('DATABASE_URL');
  expect(names.sort()).toEqual(settings.filter((name) => !notForCompose.test(name)).sort());
});

test('.env.example names every setting once', () => {
  const names = [...read('.env.example').matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name);
  expect(names.sort()).toEqual(settings.filter((name) => !notForPeople.test(name)).sort());
});
