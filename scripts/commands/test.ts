import { parseArgs } from 'node:util';
import { runCommand } from '#scripts/processes/run-command';
import { runSteps } from '#scripts/testing/run-steps';

/** `npm test` runs every check and every suite; `npm test -- unit lint` runs those two. */
await runCommand('test', () => runSteps(parseArgs({ allowPositionals: true }).positionals));
