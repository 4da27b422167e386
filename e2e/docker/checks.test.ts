import { expect, test } from 'vitest';
import { bytesOf } from './checks.ts';
import { secretsLine } from './shop.ts';

test('README.md makes the secrets with the line of docs/docker.md, which is tried', () => {
  expect(secretsLine('README.md')).toBe(secretsLine('docs/docker.md'));
});

test.for([
  ['512B / 23.4GiB', 512],
  ['64KiB / 23.4GiB', 65_536],
  ['1.5MiB / 23.4GiB', 1_572_864],
  ['1.25GiB / 23.4GiB', 1_342_177_280],
] as const)('%s is %d bytes', ([shown, bytes]) => {
  expect(bytesOf(shown)).toBe(bytes);
});

test('an amount in another unit is refused', () => {
  expect(() => bytesOf('-- / --')).toThrow('no amount of memory');
});
