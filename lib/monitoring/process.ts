import { collectDefaultMetrics } from 'prom-client';
import type { Metrics } from '#lib/metrics';
import { processWide } from '#lib/process-wide';

/** Gauges of prom-client that are named like counters: `promtool check metrics` refuses them. */
const MISNAMED = ['active_resources_total', 'active_handles_total', 'active_requests_total'];

/** Adds processor time, memory, garbage collections and the lag of the event loop, from the first call on. */
export function observeProcess({ registry }: Metrics): void {
  processWide('process-metrics', () => {
    collectDefaultMetrics({ register: registry, prefix: 'saldo_' });
    for (const name of MISNAMED) registry.removeSingleMetric(`saldo_nodejs_${name}`);
    return true;
  });
}
