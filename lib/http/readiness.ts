import type { z } from 'zod';
import { brokerReadiness } from '#lib/broker/readiness';
import { isOutage, sqlStateOf } from '#lib/db/outage';
import { schemaState } from '#lib/db/schema-state';
import { log } from '#lib/log';
import { processWide } from '#lib/process-wide';
import type { Answer } from './answer.ts';
import type { readiness } from './openapi/results.ts';

/** An empty database has no record of migrations either. */
const UNDEFINED_TABLE = '42P01';

type Readiness = z.infer<typeof readiness>;

/** Every refresh of every open page asks, so an answer serves everybody for this long. */
const KEPT_MS = 1_000;

/**
 * Whether this process can serve requests: 503 while the database is out of reach or its schema is older than this code. Workers and
 * waiting messages are told and decide nothing: without them pages still work, and another web process would fare no better.
 */
export async function readinessAnswer(): Promise<Answer> {
  const body = await findReadiness();
  return { status: body.status === 'ready' ? 200 : 503, body };
}

/** `readinessAnswer`, at most a second old. */
export function recentReadiness(): Promise<Answer> {
  const kept = processWide<{ until: number; answer?: Promise<Answer> }>('readiness', () => ({ until: 0 }));
  if (kept.answer && Date.now() < kept.until) return kept.answer;
  return Object.assign(kept, { until: Date.now() + KEPT_MS, answer: readinessAnswer() }).answer;
}

async function findReadiness(): Promise<Readiness> {
  try {
    const migrations = await schemaState();
    if (migrations === 'behind') return { ...unknown, database: 'reachable', migrations };
    return { status: 'ready', database: 'reachable', migrations, ...(await brokerReadiness()) };
  } catch (error) {
    if (isOutage(error)) {
      log.warn({ err: error }, 'not ready');
      return unknown;
    }
    if (sqlStateOf(error) === UNDEFINED_TABLE) return { ...unknown, database: 'reachable', migrations: 'behind' };
    throw error;
  }
}

const unknown: Readiness = {
  status: 'not-ready',
  database: 'unreachable',
  migrations: 'unknown',
  workers: null,
  oldestWaitingSeconds: null,
};
