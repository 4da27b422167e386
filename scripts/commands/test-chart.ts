import { runCommand } from '#scripts/processes/run-command';
import { testChart } from '#scripts/testing/chart';

/** `npm run test:chart` lints and renders the Helm chart, and checks what comes out. */
await runCommand('test:chart', testChart);
