import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '#scripts/launcher/project-root';
import { faultsOf, manifestsOf } from './chart.ts';

const BUSY_MACHINE_MS = 60_000;
vi.setConfig({ testTimeout: BUSY_MACHINE_MS });

const metadata = { name: 'web' };
const selector = { matchLabels: { app: 'web' } };
const pod = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'saldo' }] } };
const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector, template: pod } };
const budget = (spec: object) => ({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec });
const streamOf = (...manifests: object[]) => manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n');

test('manifests that Kubernetes takes are right', async () => {
  const budgets = [budget({ minAvailable: 1, selector }), budget({ minAvailable: '50%', selector })];
  const manifests = manifestsOf(`${streamOf(deployment, ...budgets)}\n---\n# nothing`);
  expect(manifests).toHaveLength(3);
  expect(await faultsOf(manifests)).toEqual([]);
});

test.for([
  ['a value of the wrong type', { minAvailable: true, selector }, /minAvailable/],
  ['a misspelt member', { minAvailible: 1, selector }, /minAvailible/],
  ['a misspelt member deep inside', { selector: { ...selector, matchLabel: {} } }, /"matchLabel"/],
  ['a selector that selects nothing', { selector: { matchLabels: { app: 'worker' } } }, /selects no pod/],
] as const)('%s is named with its manifest', async ([, spec, fault]) => {
  const faults = await faultsOf(manifestsOf(streamOf(deployment, budget(spec))));
  expect(faults.length).toBeGreaterThan(0);
  for (const line of faults) expect(line).toMatch(/^PodDisruptionBudget web: /);
  expect(faults.join('\n')).toMatch(fault);
});

test('the chart installs the version of this repository', () => {
  const [chart, { version }] = [
    parse(readFileSync(path.join(projectRoot, 'deploy/helm/saldo/Chart.yaml'), 'utf8')),
    JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')),
  ];
  expect(chart.appVersion).toBe(version);
});
