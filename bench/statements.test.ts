import { expect, test } from 'vitest';
import { countIn } from './statements.ts';

test('counts statements, and as transactions those that are ended and the statements outside of them, of all processes but one', () => {
  const line = (pid: number, what: string) => `2026-11-30 12:00:00.000 UTC [${pid}] LOG:  ${what}`;
  const log = [
    line(1, 'statement: BEGIN'),
    line(2, 'execute 5f2a: \n\tSELECT id\n\t  FROM orders'),
    line(1, 'execute <unnamed>: INSERT INTO orders'),
    '\tVALUES ($1)',
    line(1, 'statement: COMMIT'),
    line(1, 'execute 5f2b: SELECT 1'),
    line(2, 'statement: BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'),
    line(2, 'statement: ROLLBACK'),
    '2026-11-30 12:00:00.000 UTC [3] DETAIL:  parameters: $1 = 1',
    line(4, 'statement: SHOW log_statement'),
    line(3, 'received SIGHUP, reloading configuration files'),
  ];
  expect(countIn(log.join('\n'), '4')).toEqual({ statements: 7, transactions: 4 });
});
