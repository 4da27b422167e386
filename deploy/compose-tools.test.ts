import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '#scripts/launcher/project-root';
import { temporaryFolder } from '#scripts/testing/temporary';

const { services } = parse(readFileSync(path.join(projectRoot, 'compose.yaml'), 'utf8'));

/** What a tool of compose.yaml is called with; a stand-in prints it. */
function called(service: string, tool: string, url: string): { password: string; args: string[] } {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'database-url'), `${url}\n`);
  writeFileSync(path.join(folder, tool), '#!/bin/sh\nprintf "%s\\n" "$PGPASSWORD" "$@"\n', { mode: 0o755 });
  const { entrypoint, command } = services[service];
  const [program = '', ...args] = ([...entrypoint, ...command] as string[]).map((part) =>
    part.replaceAll('$$', '$').replaceAll('/run/secrets', folder),
  );
  const { stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, PGPASSWORD: '' },
  });
  expect(stderr).toBe('');
  const [password = '', ...given] = stdout.trimEnd().split('\n');
  return { password, args: given };
}

test.for([
  ['backup', 'pg_dump'],
  ['restore', 'pg_restore'],
] as const)('%s in Compose shows the password to nobody who lists the processes', ([service, tool]) => {
  const { password, args } = called(service, tool, 'postgres://saldo:se%2Fcret%25@postgres:5432/saldo?sslmode=prefer');
  expect(password).toBe('se/cret%');
  expect(args.at(-1)).toContain('postgres://saldo@postgres:5432/saldo?sslmode=prefer');
  expect(args.join(' ')).not.toContain('cret');
});

test.for([
  ['p@ss:word', 'p@ss:word'],
  ['a\\nb', 'a\\nb'],
  ['50%25', '50%'],
])('the password %s arrives as it is meant', ([written, meant]) => {
  const { password, args } = called('backup', 'pg_dump', `postgres://saldo:${written}@postgres:5432/saldo`);
  expect([password, args.at(-1)]).toEqual([meant, '--dbname=postgres://saldo@postgres:5432/saldo']);
});

test('an address without a password is used as it is', () => {
  const { password, args } = called('backup', 'pg_dump', 'postgres://saldo@one,two/saldo');
  expect([password, args.at(-1)]).toEqual(['', '--dbname=postgres://saldo@one,two/saldo']);
});
