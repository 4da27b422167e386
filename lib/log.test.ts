import { expect, test } from 'vitest';
import { withActivity } from './activity.ts';
import { createLog } from './log.ts';

/** The lines that `write` logs, parsed. */
function logged(write: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = [];
  write(createLog({ write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

test('an event is one line with its time, level, message and facts', () => {
  expect(logged((log) => log.warn({ correlationId: 'c1' }, 'call-back failed'))).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: 'warn',
      service: 'saldo',
      pid: process.pid,
      correlationId: 'c1',
      message: 'call-back failed',
    },
  ]);
});

test('an event names the request that it belongs to, unless it belongs to none', () => {
  const [within, batch, outside] = logged((log) => {
    withActivity({ requestId: 'r1', correlationId: 'c1', http: {} }, () => log.info('within'));
    withActivity({ correlationIds: ['c1', 'c2'] }, () => log.info('batch'));
    log.info('outside');
  });
  expect(within).toMatchObject({ requestId: 'r1', correlationId: 'c1' });
  expect(within).not.toHaveProperty('http');
  expect(batch).toMatchObject({ correlationIds: ['c1', 'c2'] });
  for (const name of ['requestId', 'correlationId', 'correlationIds', 'traceId'])
    expect(outside).not.toHaveProperty(name);
});

test('an error keeps its stack, its code and its causes', () => {
  const lost = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
  const err = new TypeError('cannot read', { cause: lost });
  expect(logged((log) => log.error({ err }, 'request failed'))).toEqual([
    expect.objectContaining({
      err: {
        type: 'TypeError',
        message: 'cannot read',
        stack: expect.stringMatching(/^TypeError: cannot read\n {4}at .*log\.test\.ts/),
        cause: {
          type: 'Error',
          message: 'connection refused',
          stack: expect.stringMatching(/^Error: connection refused\n {4}at .*log\.test\.ts/),
          code: 'ECONNREFUSED',
        },
      },
    }),
  ]);
});

test('an error that is its own cause is logged', () => {
  const err = new Error('circle');
  err.cause = err;
  expect(logged((log) => log.error({ err }, 'request failed'))).toHaveLength(1);
});

test.for([
  ['a password', { password: 'hunter2' }],
  [
    'the headers of a request',
    { request: { headers: { authorization: 'Bearer hunter2', cookie: 'session=hunter2' } } },
  ],
  ['a cookie that is set', { headers: { 'set-cookie': 'session=hunter2' } }],
  ['a token', { body: { token: 'hunter2' } }],
  [
    'the settings',
    {
      settings: {
        DATABASE_URL: 'postgres://hunter2@db/',
        DATABASE_DIRECT_URL: 'postgres://hunter2@db/',
        AUTH_SECRET: 'hunter2',
        RESEND_API_KEY: 'hunter2',
      },
    },
  ],
  ['an address in an error', { err: new Error('cannot reach postgres://saldo:hunter2@db:5432/saldo') }],
  ['an address that was thrown', { err: 'cannot reach postgres://saldo:hunter2@db:5432/saldo' }],
  [
    'the row in an error of Postgres',
    { err: Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(hunter2)' }) },
  ],
  [
    'the parameters in an error of Drizzle',
    { err: new Error('Failed query: UPDATE x SET y = $1\nparams: hunter2,\nhunter2') },
  ],
] as const)('%s is not written', ([, facts]) => {
  const [line] = logged((log) => log.error(facts, 'failed'));
  expect(line).toMatchObject({ message: 'failed' });
  expect(JSON.stringify(line)).not.toContain('hunter2');
});
