import { buildWhenChanged } from '#scripts/launcher/build';
import { runCommand } from '#scripts/processes/run-command';

/** `npm run build` builds the web app, unless it was built from these sources before. */
await runCommand('build', async () => {
  await buildWhenChanged();
  return true;
});
