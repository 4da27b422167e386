import { parseArgs } from 'node:util';
import { runCommand } from '#scripts/processes/run-command';
import { testAlerts } from '#scripts/testing/promtool';

/** `npm run test:alerts` checks and tests the alert rules with promtool. */
await runCommand('test:alerts', async () => {
  parseArgs();
  return testAlerts();
});
