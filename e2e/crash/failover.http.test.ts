import { expect, test } from 'vitest';
import { failOver } from '#scripts/failover/failover';
import { temporaryFolder } from '#scripts/testing/temporary';

test('when the primary is killed under load, its standby takes over: nothing is lost, nothing happens twice', {
  timeout: 180_000,
}, async () => {
  expect(await failOver(2, temporaryFolder(), () => {})).toEqual([]);
});
