import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { capabilityNames, may, staffRoles } from './roles.ts';

test('docs/office.md says of each capability which roles have it', () => {
  const page = readFileSync(new URL('../../docs/office.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w.-]+)` +\|[^|]+\|(.+)\|$/gm)];
  const documented = rows.map(([, capability, cells = '']) => [
    capability,
    cells.split('|').map((cell) => cell.trim() === 'yes'),
  ]);
  expect(documented).toEqual(capabilityNames.map((name) => [name, staffRoles.map((role) => may(role, name))]));
});
