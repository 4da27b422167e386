import { expect, test } from 'vitest';
import { failOver } from '#scripts/failover/failover';
import { temporaryFolder } from '#scripts/testing/temporary';

test('when the primary is killed under load, its standby takes over: nothing is lost, nothing happens twice', {
  timeout: 180_000,
}, async () => {
  // How soon is measured by `npm run failover`, alone on the machine.
  const faults = await failOver({ count: 2, folder: temporaryFolder(), answeredWithinMs: 10_000, log: () => {} });
  expect(faults).toEqual([]);
});
