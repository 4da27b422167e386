import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#lib/ids';
import { type Flow, type Style, styles } from '#lib/messages/define';
import { requestOf } from '#lib/messages/flows';
import type { Figures } from './figures.ts';
import type { Floor } from './floor.ts';
import { type Ask, httpLoad } from './http.ts';
import { cpuSeconds, memory } from './processes.ts';
import type { RemoteShop } from './remote.ts';
import type { OpenShop } from './shop.ts';
import { counting } from './statements.ts';
import { percentile } from './statistics.ts';

/** A running shop and what it is measured with. */
export interface Bench extends OpenShop {
  shop: RemoteShop;
  floor: Floor;
}

/** Something that is measured again and again, in windows. */
export interface Measure {
  name: string;
  /** The measure whose rate it is divided by. */
  dividedBy?: string;
  window(bench: Bench, seconds: number): Promise<Figures>;
}

const CLIENTS = [1, 16, 64, 256];
const FULL_LOAD = 64;
/** A statement takes as long to log as to run, so they are counted under little load and under full load only. */
const COUNTED_AT = [1, FULL_LOAD];

const floorName = (clients: number) => `floor, ${clients}`;
const ordersName = (style: Style, clients: number) => `HTTP, ${style}, ${clients}`;

/** The rate and the processor time of `work`, which says how many it did in how many seconds. */
async function watched(
  { processes: { web, worker, postgres } }: Bench,
  work: () => Promise<{ done: number; elapsed: number }>,
) {
  const used = () => [web, worker, postgres].map(cpuSeconds);
  const before = used();
  const { done, elapsed } = await work();
  const [ofWeb = 0, ofWorker = 0, ofPostgres = 0] = used().map(
    (seconds, index) => ((seconds - (before[index] ?? 0)) * 1_000_000) / done,
  );
  const cpu = { web: ofWeb, worker: ofWorker, postgres: ofPostgres, cpu: ofWeb + ofWorker + ofPostgres };
  return { rate: done / elapsed, ...cpu };
}

const answers = (milliseconds: number[]): Figures => ({
  answer50: percentile(milliseconds, 0.5),
  answer99: percentile(milliseconds, 0.99),
});

const paid = (milliseconds: number[]): Figures => ({
  paid50: percentile(milliseconds, 0.5),
  paid99: percentile(milliseconds, 0.99),
});

const floors = CLIENTS.map(
  (clients): Measure => ({
    name: floorName(clients),
    async window(bench, seconds) {
      const { rate, postgres } = await watched(bench, async () => {
        const { transactions, elapsed } = await bench.floor.load(clients, seconds);
        return { done: transactions, elapsed };
      });
      return { rate, postgres };
    },
  }),
);

const engines = styles.flatMap((style) =>
  CLIENTS.map(
    (inFlight): Measure => ({
      name: `engine, ${style}, ${inFlight}`,
      dividedBy: floorName(inFlight),
      async window(bench, seconds) {
        let waits: number[] = [];
        const figures = await watched(bench, async () => {
          const { elapsed, milliseconds } = await bench.shop.engine(style, inFlight, seconds);
          waits = milliseconds;
          await bench.shop.drained();
          return { done: waits.length, elapsed };
        });
        return { ...figures, ...paid(waits) };
      },
    }),
  ),
);

const anyOf = <Value>(values: Value[]): Value => values[Math.floor(Math.random() * values.length)] as Value;

const pathOf = (style: Style, flow: Flow): string => requestOf(style, flow).replace('POST ', '');

const orderWith = (style: Style, token: string): Ask => ({
  method: 'POST',
  path: pathOf(style, 'order'),
  token,
  body: { items: [{ productId: 'flat-white', quantity: 1 }] },
  idempotencyKey: randomUUID(),
});

/** Orders over HTTP until all are paid. The rate counts to the last payment. */
async function ordersWindow(bench: Bench, clients: number, seconds: number, next: () => Ask): Promise<Figures> {
  const { shop, origins } = bench;
  const from = Date.now();
  let given: number[] = [];
  const figures = await watched(bench, async () => {
    const started = performance.now();
    given = (await httpLoad(origins, clients, seconds, next)).milliseconds;
    await shop.drained();
    return { done: given.length, elapsed: (performance.now() - started) / 1_000 };
  });
  const outcomes = await shop.outcomes(from);
  if (outcomes.paid !== given.length || outcomes.refused > 0)
    throw new Error(`of ${given.length} orders ${outcomes.paid} were paid, ${outcomes.refused} not`);
  return { ...figures, ...answers(given), ...paid(outcomes.milliseconds) };
}

async function countedWindow(bench: Bench, clients: number, seconds: number, next: () => Ask): Promise<Figures> {
  let orders = 0;
  const { statements, transactions } = await counting(bench.databaseUrl, bench.log, async () => {
    orders = (await httpLoad(bench.origins, clients, seconds, next)).milliseconds.length;
  });
  return { statements: statements / orders, transactions: transactions / orders };
}

const orders = styles.flatMap((style) =>
  CLIENTS.map(
    (clients): Measure => ({
      name: ordersName(style, clients),
      dividedBy: floorName(clients),
      async window(bench, seconds) {
        const next = () => orderWith(style, anyOf(bench.tokens));
        const figures = await ordersWindow(bench, clients, seconds, next);
        if (!COUNTED_AT.includes(clients)) return figures;
        return { ...figures, ...(await countedWindow(bench, clients, seconds / 2, next)) };
      },
    }),
  ),
);

const oneAccount: Measure = {
  name: `HTTP, command-reply, ${FULL_LOAD} on one account`,
  dividedBy: ordersName('command-reply', FULL_LOAD),
  window: (bench, seconds) =>
    ordersWindow(bench, FULL_LOAD, seconds, () => orderWith('command-reply', bench.tokens[0] as string)),
};

/** Requests that are done when they are answered. */
const requests = (name: string, clients: number, next: (bench: Bench) => Ask): Measure => ({
  name: `${name}, ${clients}`,
  async window(bench, seconds) {
    let given: number[] = [];
    const figures = await watched(bench, async () => {
      const { elapsed, milliseconds } = await httpLoad(bench.origins, clients, seconds, () => next(bench));
      given = milliseconds;
      await bench.shop.drained();
      return { done: given.length, elapsed };
    });
    return { ...figures, ...answers(given) };
  },
});

const registration = requests('registration', 16, () => ({
  method: 'POST',
  path: pathOf('event-collaboration', 'register'),
  body: { email: `${newId()}@saldo.example`, password: 'correct horse battery', name: 'Ann' },
  idempotencyKey: randomUUID(),
}));

const topUp = requests('top up', FULL_LOAD, ({ tokens }) => ({
  method: 'POST',
  path: '/api/event-collaboration/billing/transfer',
  token: anyOf(tokens),
  body: { amount: 1_000 },
  idempotencyKey: randomUUID(),
}));

const ownLists = { statement: 'billing/entries', orders: 'orders', notifications: 'notifications' };
const officeLists = { orders: 'orders', customers: 'customers', transfers: 'ledger/transfers' };
const reads = [
  ...Object.entries(ownLists).map(([name, path]) =>
    requests(`own ${name}`, FULL_LOAD, ({ tokens }) => ({
      method: 'GET',
      path: `/api/event-collaboration/${path}`,
      token: anyOf(tokens),
    })),
  ),
  ...Object.entries(officeLists).map(([name, path]) =>
    requests(`office ${name}`, FULL_LOAD, ({ ownerToken }) => ({
      method: 'GET',
      path: `/api/office/${path}`,
      token: ownerToken,
    })),
  ),
];

const idle: Measure = {
  name: 'idle after load',
  async window({ databaseUrl, log, processes: { web, worker } }, seconds) {
    let used = 0;
    const idling = await counting(databaseUrl, log, async () => {
      const before = cpuSeconds([...web, ...worker]);
      await pause(2_000 * seconds);
      used = cpuSeconds([...web, ...worker]) - before;
    });
    return {
      idleTransactions: idling.transactions / idling.seconds,
      idleCpu: (used / (2 * seconds)) * 100,
      webMemory: memory(web),
      workerMemory: memory(worker),
    };
  },
};

/** Everything that is measured at one shop, in the order of the table. */
export const measures: Measure[] = [...floors, ...engines, ...orders, oneAccount, registration, topUp, ...reads, idle];
