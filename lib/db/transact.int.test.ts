import { setImmediate as nextTick } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, vi } from 'vitest';
import { faultAt } from '#scripts/testing/faults';
import { test } from '#scripts/testing/integration';
import { pool, query } from './pool.ts';
import { onSignal } from './signals.ts';
import { statement } from './statement.ts';
import { type Transaction, transact } from './transact.ts';

vi.mock('#lib/log'); // what fails here is meant to

const write = (tx: Transaction, note: string) => tx.query('INSERT INTO notes VALUES ($1)', [note]);
const noting = statement<{ note: string }, { note: string }>(
  sql`INSERT INTO notes VALUES (${sql.placeholder('note')}) RETURNING note`,
);
const notes = async () => (await query<{ note: string }>('SELECT note FROM notes')).map(({ note }) => note);

/** Ends the connection of a transaction, as an administrator or a crash of the server would. */
async function killConnectionOf(tx: Transaction): Promise<void> {
  const [own] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await query('SELECT pg_terminate_backend($1, 5000)', [own?.pid]);
}

/** Every connection was given back, and works. */
async function expectSoundPool(): Promise<void> {
  const { totalCount, idleCount, waitingCount } = pool();
  expect({ idleCount, waitingCount }).toEqual({ idleCount: totalCount, waitingCount: 0 });
  const inUse = Array.from({ length: 40 }, (_, index) =>
    transact(async (tx) => (await tx.query<{ n: number }>('SELECT $1::int AS n', [index]))[0]?.n),
  );
  expect(await Promise.all(inUse)).toEqual(inUse.map((_, index) => index));
}

beforeAll(() => vi.setConfig({ testTimeout: 15_000 }));
beforeEach(async () => {
  await query('CREATE TABLE IF NOT EXISTS notes (note text UNIQUE DEFERRABLE INITIALLY DEFERRED)');
  await query('TRUNCATE notes');
});

test('what a transaction wrote is there when it returns, and gone when it throws', async () => {
  expect(await transact((tx) => write(tx, 'kept'))).toEqual([]);
  const failing = transact(async (tx) => {
    await write(tx, 'lost');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await notes()).toEqual(['kept']);
});

test('a transaction in which a statement failed does not pass for committed', async () => {
  const swallowing = transact(async (tx) => {
    await write(tx, 'lost');
    await tx.query('SELECT 1 / 0').catch(() => 'swallowed');
    return 'all is well';
  });
  await expect(swallowing).rejects.toThrow('rolled back');
  expect(await notes()).toEqual([]);
  await expectSoundPool();
});

test('a statement that was sent is there after the commit, and its signals go out with the others', async () => {
  const heard: unknown[] = [];
  const stop = onSignal('user', (keys) => keys && heard.push(...keys));
  await transact((tx) => {
    for (const note of ['one', 'two'])
      tx.send(noting, { note }, (rows) => tx.signal({ topic: 'user', key: String(rows[0]?.note) }));
  });
  expect(await notes()).toEqual(['one', 'two']);
  expect(heard).toEqual(['one', 'two']);
  stop();
});

test('a statement that was sent and fails takes its transaction with it', async () => {
  const failing = statement(sql`SELECT 1 / 0`);
  const alone = transact((tx) => {
    tx.send(noting, { note: 'lost' });
    tx.send(failing, {});
    tx.send(noting, { note: 'too' });
    return 'all is well';
  });
  await expect(alone).rejects.toThrow('division by zero');
  const swallowing = transact(async (tx) => {
    tx.send(failing, {});
    await write(tx, 'lost').catch(() => 'swallowed');
  });
  await expect(swallowing).rejects.toThrow('division by zero');
  const goingOn = transact(async (tx) => {
    tx.send(noting, { note: 'lost' });
    tx.send(failing, {});
    await write(tx, 'too');
  });
  await expect(goingOn).rejects.toThrow('division by zero');
  const ofSomethingElse = transact((tx) => {
    tx.send(failing, {});
    throw new Error('no');
  });
  await expect(ofSomethingElse).rejects.toThrow('no');
  expect(await notes()).toEqual([]);
  await expectSoundPool();
});

test('a constraint that is checked at the commit fails the transaction', async () => {
  const twice = transact(async (tx) => void (await Promise.all([write(tx, 'same'), write(tx, 'same')])));
  await expect(twice).rejects.toMatchObject({ code: '23505' });
  expect(await notes()).toEqual([]);
});

test('a transaction whose begin is cancelled stores nothing', async () => {
  const cancelled = faultAt(1, 'the statement fails');
  await expect(transact((tx) => Promise.all([write(tx, 'lost'), write(tx, 'too')]))).rejects.toThrow(
    'division by zero',
  );
  expect(cancelled.end()).toBe(true);
  expect(await notes()).toEqual([]);
  await expectSoundPool();
});

test('work that goes on after its transaction has failed writes nothing', async () => {
  const late = Promise.withResolvers<void>();
  const goingOn: Promise<unknown>[] = [];
  const failing = transact(async (tx) => {
    goingOn.push(late.promise.then(() => write(tx, 'too late')));
    goingOn.push(late.promise.then(() => tx.send(noting, { note: 'too late' })));
    await tx.query('SELECT 1 / 0');
  });
  await expect(failing).rejects.toThrow('division by zero');
  late.resolve();
  await expect(goingOn[0]).rejects.toThrow('the transaction is over');
  await expect(goingOn[1]).rejects.toThrow('the transaction is over');
  expect(await notes()).toEqual([]);
});

test('connections are given back after a hundred failures of every kind', async () => {
  const failures: ((tx: Transaction) => Promise<unknown>)[] = [
    () => Promise.reject(new Error('work failed')),
    (tx) => tx.query('SELECT 1 / 0'),
    (tx) => Promise.all([tx.query('SELECT 1 / 0'), tx.query('SELECT 2 AS n'), write(tx, 'lost')]),
    (tx) => tx.query('SELECT 1 / 0').catch(() => 'swallowed'),
    (tx) => Promise.all([write(tx, 'same'), write(tx, 'same')]),
  ];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, (_, index) => transact(failures[index % failures.length] as (typeof failures)[0])),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([]);
  expect(await notes()).toEqual([]);
  await expectSoundPool();
});

const moments = {
  'before a statement': async (tx: Transaction) => {
    await killConnectionOf(tx);
    await write(tx, 'lost');
  },
  'during a statement': async (tx: Transaction) => {
    const [own] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const sleeping = tx.query('SELECT pg_sleep(60)');
    sleeping.catch(() => {}); // awaited below
    await query('SELECT pg_terminate_backend($1, 5000)', [own?.pid]);
    await sleeping;
  },
  'before the commit': killConnectionOf,
  'before the rollback': async (tx: Transaction) => {
    await killConnectionOf(tx);
    throw new Error('work failed as well');
  },
  'and noticed long after': async (tx: Transaction) => {
    await killConnectionOf(tx);
    await nextTick();
    await query('SELECT 1');
  },
};

test.for(Object.entries(moments))(
  'a connection that is lost %s neither ends the process nor leaks',
  async ([, work]) => {
    const heard: unknown[] = [];
    const stop = onSignal('user', (keys) => keys && heard.push(keys));
    const lost = transact(async (tx) => {
      tx.signal({ topic: 'user', key: 'ann' });
      await write(tx, 'lost');
      await work(tx);
    });
    await expect(lost).rejects.toThrow();
    expect(await notes()).toEqual([]);
    expect(heard).toEqual([]);
    await expectSoundPool();
    stop();
  },
);

test('a connection that is lost while nobody uses it is replaced', async () => {
  await query(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'saldo' AND pid <> pg_backend_pid()`);
  await expectSoundPool();
});

test('a receiver that fails does not make a committed transaction look failed', async () => {
  const stop = onSignal('user', () => {
    throw new Error('the browser has gone');
  });
  const writing = transact(async (tx) => {
    tx.signal({ topic: 'user', key: 'ann' });
    await write(tx, 'kept');
  });
  await expect(writing).resolves.toBeUndefined();
  expect(await notes()).toEqual(['kept']);
  stop();
});
