import { expect } from 'vitest';
import { test } from '#scripts/testing/integration';
import { query } from './pool.ts';

test('every connection of the app has the settings of the role, without sending any', async () => {
  const names = ['enable_seqscan', 'idle_in_transaction_session_timeout', 'jit', 'lock_timeout', 'statement_timeout'];
  const rows = await query('SELECT name, setting, source FROM pg_settings WHERE name = ANY($1) ORDER BY name', [names]);
  expect(rows).toEqual([
    { name: 'enable_seqscan', setting: 'off', source: 'database user' },
    { name: 'idle_in_transaction_session_timeout', setting: '15000', source: 'database user' },
    { name: 'jit', setting: 'off', source: 'database user' },
    { name: 'lock_timeout', setting: '10000', source: 'database user' },
    { name: 'statement_timeout', setting: '60000', source: 'database user' },
  ]);
});
