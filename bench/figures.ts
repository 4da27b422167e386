/** What is measured, each with whether more or less of it is better. */
export const figures = {
  rate: { title: 'per second', better: 'more' },
  answer50: { title: 'answer p50 ms', better: 'less' },
  answer99: { title: 'answer p99 ms', better: 'less' },
  paid50: { title: 'paid p50 ms', better: 'less' },
  paid99: { title: 'paid p99 ms', better: 'less' },
  web: { title: 'web µs', better: 'less' },
  worker: { title: 'worker µs', better: 'less' },
  postgres: { title: 'Postgres µs', better: 'less' },
  cpu: { title: 'CPU µs', better: 'less' },
  statements: { title: 'statements', better: 'less' },
  transactions: { title: 'transactions', better: 'less' },
  idleTransactions: { title: 'idle transactions/s', better: 'less' },
  idleCpu: { title: 'idle % of a core', better: 'less' },
  webMemory: { title: 'web MB', better: 'less' },
  workerMemory: { title: 'worker MB', better: 'less' },
} as const satisfies Record<string, { title: string; better: 'more' | 'less' }>;

export type Figure = keyof typeof figures;

/** The figures of one window. */
export type Figures = Partial<Record<Figure, number>>;

/** A measure with all its windows. */
export interface Row {
  name: string;
  windows: Figures[];
  /** What it is compared with, and the ratio of each window's rate to the one beside it. */
  ratio?: { to: string; values: number[] };
}
