import { metrics } from '#lib/metrics';
import { observeProcess } from '#lib/monitoring/process';
import { generated, table } from './markdown.ts';

/** A metric as its table and the queries on it need it. */
export interface ExportedMetric {
  name: string;
  type: string;
  help: string;
  labels: readonly string[];
}

/** Everything that `/api/metrics` exports. */
export function exportedMetrics(): ExportedMetric[] {
  observeProcess(metrics());
  return metrics()
    .registry.getMetricsAsArray()
    .map((metric) => {
      const labels = 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.map(String) : [];
      return { name: metric.name, type: String(metric.type), help: metric.help, labels };
    });
}

/** The page that lists all metrics. */
export const metricsPage = (): string => `${generated('lib/metrics.ts')}

# Metrics

What \`/api/metrics\` of a web or worker process exports. [observability.md](observability.md) says how to read them.

${table(
  ['metric', 'type', 'labels', 'meaning'],
  exportedMetrics().map(({ name, type, labels, help }) => [
    `\`${name}\``,
    type,
    labels.map((label) => `\`${label}\``).join(', '),
    help,
  ]),
)}
`;
