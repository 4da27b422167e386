import { auditCommand } from '#scripts/audit/command';
import { runCommand } from '#scripts/processes/run-command';

/** `npm run audit` proves the books: it prints a line for each fault, and ends with exit code 1 if there is one. */
await runCommand('audit', () => auditCommand(process.argv.slice(2)));
