import { parseArgs } from 'node:util';
import { staleDocuments, writeDocuments } from '#scripts/docs/documents';
import { runCommand } from '#scripts/processes/run-command';

/**
 * `npm run docs` writes what is generated from the message tables and the routes of the API; with `--check` it only names the
 * stale ones.
 */
await runCommand('docs', async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const stale = await staleDocuments();
  if (values.check) {
    for (const { file } of stale) console.error(`${file} is out of date: run \`npm run docs\``);
    return stale.length === 0;
  }
  await writeDocuments(stale);
  for (const { file } of stale) console.log(`wrote ${file}`);
  return true;
});
