import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { processWide } from './process-wide.ts';

/** From 5 ms, faster than which no answer is, to the reply timeout and beyond. In seconds. */
const ANSWER_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Outcomes may wait for a worker. In seconds. */
const OUTCOME_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];

/**
 * The metrics of this process, in the order in which docs/observability.md lists them. What happens in this process is counted where it
 * happens; the gauges of queues, pool and audit are set at each scrape by lib/monitoring.
 */
export const metrics = () => processWide('metrics', createMetrics);

function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: number[],
  ) => new Histogram({ name, help, labelNames, buckets, registers });
  return {
    registry,
    build: gauge('saldo_build_info', 'The version and the role of this process; always 1', ['version', 'role']),
    databaseUp: gauge('saldo_database_up', 'Whether the database answered at this scrape: 1 or 0'),
    queueJobs: gauge('saldo_queue_jobs', 'Jobs that wait, are retried or are in hand', ['queue']),
    queueOldest: gauge('saldo_queue_oldest_seconds', 'For how long the oldest job has been due; 0 where none is', [
      'queue',
    ]),
    deadLetters: gauge('saldo_dead_letters', 'Jobs of the queue that cannot be done and wait for somebody to decide', [
      'queue',
    ]),
    jobsHandled: counter('saldo_jobs_handled_total', 'Jobs that this process has handled', ['queue']),
    jobsFailed: counter('saldo_jobs_failed_total', 'Attempts at a job that failed in this process', ['queue']),
    jobsPostponed: counter('saldo_jobs_postponed_total', 'Jobs put off because another system asked to wait', [
      'queue',
    ]),
    httpRequests: histogram(
      'saldo_http_request_seconds',
      'Time from an HTTP request to the end of its answer; status 499 where the client left before',
      ['method', 'route', 'status'],
      ANSWER_BUCKETS,
    ),
    replies: histogram(
      'saldo_reply_seconds',
      'Time from publishing a request to the reply of the workers',
      ['style'],
      ANSWER_BUCKETS,
    ),
    replyTimeouts: counter('saldo_reply_timeouts_total', 'Requests whose reply did not come in time', ['style']),
    outcomes: histogram(
      'saldo_outcome_seconds',
      'Time from the arrival of an order to its outcome, paid or refused',
      ['style'],
      OUTCOME_BUCKETS,
    ),
    pool: gauge('saldo_pool_connections', 'Connections of this process to the database', ['state']),
    poolMax: gauge('saldo_pool_max_connections', 'How many connections this process may open'),
    poolWaiting: gauge('saldo_pool_waiting', 'Statements and transactions that wait for a connection'),
    auditTime: gauge('saldo_audit_timestamp_seconds', 'When the last audit ended (Unix time); 0 if there was none'),
    auditFaults: gauge('saldo_audit_faults', 'Faults that the last audit found in the books'),
  };
}

/** The metrics of this process by name. */
export type Metrics = ReturnType<typeof createMetrics>;
