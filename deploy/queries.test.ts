import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { exportedMetrics } from '#scripts/docs/metrics-page';

const read = (file: string) => readFileSync(path.join(import.meta.dirname, file), 'utf8');

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}
const alerts = (parse(read('prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  ({ rules }) => rules,
);

interface Dashboard {
  panels: { title: string; type: string; targets?: { expr: string; legendFormat: string }[] }[];
  templating: { list: { query: string | { query: string } }[] };
}
const dashboard = JSON.parse(read('grafana/saldo.json')) as Dashboard;

/** What Prometheus adds to every series, and the series it makes itself. */
const OF_PROMETHEUS = ['job', 'instance'];

/** The labels of each series that a process exports. */
function exportedSeries(): Map<string, string[]> {
  const series = new Map([['up', OF_PROMETHEUS]]);
  for (const { name, type, labels: own } of exportedMetrics()) {
    const labels = [...own, ...OF_PROMETHEUS];
    if (type !== 'histogram') series.set(name, labels);
    else {
      for (const part of ['count', 'sum']) series.set(`${name}_${part}`, labels);
      series.set(`${name}_bucket`, [...labels, 'le']);
    }
  }
  return series;
}
const exported = exportedSeries();
const allLabels = new Set([...exported.values()].flat());

/** What is wrong with a query: series that nobody exports, and labels that they do not have. */
function faultsOf(query: string): string[] {
  const text = query.replaceAll(/\$\w+/g, '5m').replaceAll(/\[[^\]]*\]/g, '');
  const faults: string[] = [];
  const used: string[] = [];
  let readsSeries = false;
  for (const [, name = '', selector = ''] of text.matchAll(/\b(saldo_\w+|up)\b(?:\{([^}]*)\})?/g)) {
    readsSeries = true;
    const labels = exported.get(name);
    if (!labels) faults.push(`nobody exports ${name}`);
    used.push(...(labels ?? []));
    for (const [, label = ''] of selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g))
      if (!labels?.includes(label)) faults.push(`${name} has no label ${label}`);
  }
  if (!readsSeries) faults.push('it reads no series');
  const grouped = [...text.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(','),
  );
  for (const label of grouped.map((each) => each.trim()))
    if (!used.includes(label)) faults.push(`no series of it has the label ${label}`);
  return faults;
}

const queries = [
  ...alerts.map(({ alert, expr }) => [`the alert ${alert}`, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => [`the panel ${title}`, expr] as const),
  ),
];

test.each(queries)('%s reads what is exported: %s', (_, query) => {
  expect(faultsOf(query)).toEqual([]);
});

test.each([
  ['saldo_queue_job', ['nobody exports saldo_queue_job']],
  ['sum(rate(saldo_reply_seconds[5m]))', ['nobody exports saldo_reply_seconds']],
  ['saldo_queue_jobs{kind="x"}', ['saldo_queue_jobs has no label kind']],
  ['sum by (style) (saldo_queue_jobs)', ['no series of it has the label style']],
  ['vector(0)', ['it reads no series']],
  ['sum by (style, le) (rate(saldo_reply_seconds_bucket{le="1"}[$__rate_interval]))', []],
])('sees what is wrong with %s', (query, faults) => {
  expect(faultsOf(query)).toEqual(faults);
});

test('every panel of the dashboard has a query, and names only labels that exist', () => {
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');
  expect(panels.length).toBeGreaterThan(15);
  for (const { title, targets = [] } of panels) {
    expect(targets.length, title).toBeGreaterThan(0);
    for (const { legendFormat } of targets)
      for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
        expect([...allLabels], title).toContain(label);
  }
  const variables = dashboard.templating.list.flatMap(({ query }) => (typeof query === 'string' ? [] : query.query));
  expect(variables).toEqual(['label_values(saldo_queue_jobs, queue)']);
});

test('every alert says what it means and what to do, and is tested', () => {
  const operations = read('../docs/operations.md');
  expect(alerts.length).toBeGreaterThanOrEqual(8);
  const tested = parse(read('prometheus/alerts.test.yml')) as {
    tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
  };
  const cases = tested.tests.flatMap(({ alert_rule_test }) => alert_rule_test);
  for (const { alert, labels, annotations } of alerts) {
    expect(annotations).toEqual({
      summary: expect.stringMatching(/\w/),
      description: expect.stringMatching(/\.$/),
      runbook_url: `docs/operations.md#${alert.toLowerCase()}`,
    });
    expect(operations).toContain(`### ${alert}\n`);
    expect(['critical', 'warning']).toContain(labels.severity);
    const fires = cases.filter(({ alertname }) => alertname === alert).map(({ exp_alerts }) => exp_alerts.length > 0);
    expect(new Set(fires), alert).toEqual(new Set([true, false]));
  }
});
