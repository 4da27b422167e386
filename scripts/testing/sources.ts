import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const projectRoot = path.resolve(import.meta.dirname, '../..');

const isTestCode = (file: string): boolean =>
  /(\.test\.tsx?|[./]testing\.ts)$/.test(file) || file.startsWith('scripts/testing/');

/**
 * The files below these folders that ship or run as a command, without tests and what only tests use; from the root of
 * the repository.
 */
export const sourcesIn = (...folders: string[]): string[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: projectRoot }))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !isTestCode(file))
    .toSorted();

export const readSource = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');
