import { parseArgs } from 'node:util';
import { failOver } from '#scripts/failover/failover';
import { runCommand } from '#scripts/processes/run-command';
import { StartupFailure } from '#scripts/processes/startup-failure';
import { temporaryFolder } from '#scripts/testing/temporary';

/** `npm run failover -- <count>`: failovers in a row under load, ten if no count is given. Exit code 1 if anything went wrong. */
await runCommand('failover', async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const count = Number(positionals[0] ?? 10);
  if (positionals.length > 1 || !Number.isInteger(count) || count < 1)
    throw new StartupFailure(`"${positionals.join(' ')}" is no number of failovers: give one like 10`);
  const faults = await failOver({
    count,
    folder: temporaryFolder(),
    answeredWithinMs: 1_000,
    log: (line) => console.log(line),
  });
  for (const fault of faults.slice(0, 20)) console.error(fault);
  return faults.length === 0;
});
