import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { styles } from '#lib/messages/define';
import { projectRoot } from '#scripts/launcher/project-root';
import { asyncApiYaml } from './asyncapi.ts';
import { flowPage } from './flow-page.ts';
import { messagesPage } from './messages-page.ts';
import { metricsPage } from './metrics-page.ts';
import { clientTypes, openApiYaml } from './openapi.ts';

/** A document that is generated from the message tables or the routes; `file` is relative to the project. */
interface Document {
  file: string;
  text: string;
}

/** The documents whose files differ from what the tables and routes say now, or are missing. */
export async function staleDocuments(): Promise<Document[]> {
  const stale: Document[] = [];
  for (const document of await documents())
    if ((await contentOf(document.file)) !== document.text) stale.push(document);
  return stale;
}

export async function writeDocuments(documents: Document[]): Promise<void> {
  for (const { file, text } of documents) {
    await mkdir(path.dirname(path.join(projectRoot, file)), { recursive: true });
    await writeFile(path.join(projectRoot, file), text);
  }
}

async function documents(): Promise<Document[]> {
  const { version } = JSON.parse((await contentOf('package.json')) ?? '') as { version: string };
  return [
    { file: 'docs/asyncapi.yaml', text: asyncApiYaml(version) },
    { file: 'docs/openapi.yaml', text: openApiYaml(version) },
    { file: 'e2e/http/api.generated.ts', text: await clientTypes(version) },
    { file: 'docs/messages.md', text: messagesPage() },
    { file: 'docs/metrics.md', text: metricsPage() },
    ...styles.map((style) => ({ file: `docs/flows/${style}.md`, text: flowPage(style) })),
  ];
}

/** The text of a file of this project; undefined if there is none. */
async function contentOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(path.join(projectRoot, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
