import { deadLettersCommand } from '#scripts/dead-letters/command';
import { runCommand } from '#scripts/processes/run-command';

/** `npm run dead-letters` lists the jobs that failed for good; `-- retry <queue> [id]` puts them back. */
await runCommand('dead-letters', () => deadLettersCommand(process.argv.slice(2)));
