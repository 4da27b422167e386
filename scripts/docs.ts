import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { styles } from '#lib/messages/define';
import { asyncApiYaml } from './docs/asyncapi.ts';
import { flowPage } from './docs/flow-page.ts';
import { messagesPage } from './docs/messages-page.ts';

// Writes the documents that follow from the message tables; with --check, only tells which of them are stale.

const root = path.resolve(import.meta.dirname, '..');
const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };

const documents: Record<string, string> = {
  'docs/asyncapi.yaml': asyncApiYaml(version),
  'docs/messages.md': messagesPage(),
  ...Object.fromEntries(styles.map((style) => [`docs/flows/${style}.md`, flowPage(style)])),
};

const stale: string[] = [];
for (const [file, text] of Object.entries(documents)) {
  if ((await checkedIn(file)) !== text) stale.push(file);
}

if (process.argv.includes('--check')) {
  for (const file of stale) console.error(`${file} does not follow from lib/messages any more: npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const file of stale) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), documents[file] ?? '');
    console.log(`wrote ${file}`);
  }
}

/** The document as it is; a missing one is as stale as a changed one. */
async function checkedIn(file: string): Promise<string | null> {
  try {
    return await readFile(path.join(root, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
