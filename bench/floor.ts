import { readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { connect } from '#lib/db/connect';

/** A statement of the script. */
interface Step {
  query: { name: string; text: string };
  /** The variables that its parameters are. */
  parameters: string[];
  /** Whether later statements use the columns of its row. */
  isKept: boolean;
}

/** `floor.sql`, which pgbench runs as well: SQL, `:name` for a variable, and `\gset` where the columns of a row become variables. */
const steps = readSteps(readFileSync(path.join(import.meta.dirname, 'floor.sql'), 'utf8'));

/** The plain transaction of an order as fast as one program gets it from Postgres. */
export interface Floor {
  /** Runs it on `clients` connections for `seconds`, and returns how many there were in how many seconds. */
  load(clients: number, seconds: number): Promise<{ transactions: number; elapsed: number }>;
  close(): Promise<void>;
}

/** Connects when there is something to run; customers are called `bench-1@saldo.example` and so on. */
export function openFloor(databaseUrl: string, customers: number): Floor {
  const connections: pg.Client[] = [];
  return {
    async load(clients, seconds) {
      while (connections.length < clients) {
        // Statements that need no answer of the one before travel together with it.
        const config = { application_name: 'saldo-bench', pipeline: true } as pg.ClientConfig;
        connections.push(await connect(databaseUrl, config));
      }
      const started = performance.now();
      const until = started + seconds * 1_000;
      const counts = await Promise.all(
        connections.slice(0, clients).map(async (connection) => {
          let done = 0;
          for (; performance.now() < until; done++) await transact(connection, customers);
          return done;
        }),
      );
      const transactions = counts.reduce((sum, count) => sum + count, 0);
      return { transactions, elapsed: (performance.now() - started) / 1_000 };
    },
    async close() {
      await Promise.all(connections.map((connection) => connection.end()));
    },
  };
}

async function transact(connection: pg.Client, customers: number): Promise<void> {
  const variables: Record<string, unknown> = { n: 1 + Math.floor(Math.random() * customers) };
  const sent: Promise<pg.QueryResult>[] = [];
  for (const { query, parameters, isKept } of steps) {
    const answer = connection.query({ ...query, values: parameters.map((name) => variables[name]) });
    if (isKept) Object.assign(variables, (await answer).rows[0]);
    else sent.push(answer);
  }
  await Promise.all(sent);
}

function readSteps(script: string): Step[] {
  const sql = script.replaceAll(/^(--|\\set).*$/gm, '');
  return [...sql.matchAll(/\s*([^;\\]+?)\s*(;|\\gset)/g)].map(([, text = '', end], index) => {
    const parameters: string[] = [];
    const numbered = text.replaceAll(/(?<!:):([a-z]\w*)/g, (_, name: string) => {
      if (!parameters.includes(name)) parameters.push(name);
      return `$${parameters.indexOf(name) + 1}`;
    });
    return { query: { name: `floor-${index}`, text: numbered }, parameters, isKept: end === '\\gset' };
  });
}
