import { onRequestWorker } from '#lib/broker/on-request';
import * as results from './openapi/results.ts';
import { Problem } from './problem.ts';
import { recentReadiness } from './readiness.ts';
import { route } from './route.ts';

/** With the prunings behind it, a drain must end within `maxDuration` of vercel.json. */
const DRAIN_LIMIT_MS = 40_000;

/** The routes for whoever keeps Saldo running: engines, load balancers and schedules. */
export const operatingRoutes = [
  route({
    method: 'GET',
    path: '/health',
    access: 'public',
    name: 'checkHealth',
    answers: { 200: results.health },
    handle: async () => ({ status: 200, body: { status: 'ok' } }),
  }),
  route({
    method: 'GET',
    path: '/health/ready',
    access: 'public',
    name: 'checkReadiness',
    answers: { 200: results.readiness, 503: results.readiness },
    handle: recentReadiness,
  }),
  route({
    method: 'GET',
    path: '/drain',
    access: 'schedule',
    name: 'drain',
    answers: { 200: results.drained },
    problems: ['not-found'],
    async handle() {
      const worker = onRequestWorker();
      if (!worker)
        throw new Problem('not-found', 'Here a worker process does the work: only WORKER=on-request needs a drain.');
      return { status: 200, body: await worker.maintain(DRAIN_LIMIT_MS) };
    },
  }),
];
