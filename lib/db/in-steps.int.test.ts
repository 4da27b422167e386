import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { rateLimits } from '#drizzle/schema/accounts';
import { test } from '#scripts/testing/integration';
import { change, deletion, inSteps } from './in-steps.ts';
import { query } from './pool.ts';
import { bare } from './statement.ts';

const counts = () => query('SELECT attempts, count(*) FROM accounts.rate_limits GROUP BY attempts ORDER BY attempts');

test('changes and deletes every row that meets a condition, however many steps that takes, and no other', async () => {
  await query(
    `INSERT INTO accounts.rate_limits (subject, attempts, window_start)
     SELECT number, CASE WHEN number > 20001 THEN 3 ELSE 1 END, now() FROM generate_series(1, 20010) AS number`,
  );
  const { attempts, subject } = rateLimits;
  const attempted = sql`${attempts} = ${sql.placeholder('attempts')}`;
  await inSteps(change(rateLimits, sql`${bare(attempts)} = 2`, subject, attempted), { attempts: 1 });
  expect(await counts()).toEqual([
    { attempts: 2, count: 20_001 },
    { attempts: 3, count: 9 },
  ]);
  await inSteps(deletion(rateLimits, subject, attempted), { attempts: 2 });
  expect(await counts()).toEqual([{ attempts: 3, count: 9 }]);
});
