import { operatorCommand } from '#scripts/operator/command';
import { runCommand } from '#scripts/processes/run-command';

/** `npm run operator -- ann@example.com` makes a registered person an owner of the shop. */
await runCommand('operator', () => operatorCommand(process.argv.slice(2)));
