import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { projectRoot } from '#scripts/launcher/project-root';
import { StartupFailure } from '#scripts/processes/startup-failure';
import { run } from '#scripts/testing/command';

const CHART = 'deploy/helm/saldo';
const VALUES = ['minimal', 'full'];
/** The oldest Kubernetes that Chart.yaml permits: an older helm would render for an older one. */
const KUBERNETES = '1.30.0';

type Labels = Record<string, string>;

/** What Kubernetes is asked to create, as far as it is read here. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec?: {
    selector?: Labels | { matchLabels?: Labels };
    scaleTargetRef?: { name: string };
    template?: { metadata?: { labels?: Labels } };
  };
}

/** Lints the chart and renders it with each file of values in its folder `ci`; true if nothing is wrong. Needs `helm` on the PATH. */
export async function testChart(): Promise<boolean> {
  const version = await run('helm', ['version', '--short']);
  if (!version.succeeded)
    throw new StartupFailure('helm is not on the PATH: install it (https://helm.sh/docs/intro/install) and try again');
  console.log(`helm ${version.output.trim()}`);
  let isRight = true;
  for (const values of VALUES) {
    const file = `${CHART}/ci/${values}-values.yaml`;
    const linted = await run('helm', ['lint', '--strict', CHART, '--values', file]);
    const rendered = await run('helm', ['template', 'shop', CHART, '--kube-version', KUBERNETES, '--values', file]);
    const manifests = rendered.succeeded ? manifestsOf(rendered.output) : [];
    const faults = [
      ...[linted, rendered].flatMap(({ succeeded, output }) => (succeeded ? [] : output.trim())),
      ...(await faultsOf(manifests)),
    ];
    console.log(
      `${values} values: ${faults.length === 0 ? `${manifests.length} manifests are right` : faults.join('\n')}`,
    );
    if (faults.length > 0) isRight = false;
  }
  return isRight;
}

/** The documents of a YAML stream. */
export const manifestsOf = (text: string): Manifest[] =>
  parseAllDocuments(text).flatMap((document) => {
    if (document.errors[0]) throw document.errors[0];
    return (document.toJS() as Manifest | null) ?? []; // only comments: null
  });

/** What is wrong with manifests: by the schemas of Kubernetes, members that it does not know, and what selects no pod of them. */
export async function faultsOf(manifests: Manifest[]): Promise<string[]> {
  const bySchema = await Promise.all(manifests.map(schemaFaults));
  return [...bySchema.flat(), ...(await unknownMembers(manifests)), ...lostTargets(manifests)];
}

/** Kubernetes takes a Service or a budget that selects nothing, and an autoscaler of what does not exist. */
function lostTargets(manifests: Manifest[]): string[] {
  const workloads = manifests.filter(({ spec }) => spec?.template);
  return manifests.flatMap(({ spec, ...manifest }) => {
    const scaled = spec?.scaleTargetRef?.name;
    if (scaled && !workloads.some(({ metadata }) => metadata.name === scaled))
      return `${titleOf(manifest)}: there is no ${scaled} to scale`;
    if (!spec?.selector) return [];
    const wanted = Object.entries((spec.selector.matchLabels as Labels | undefined) ?? spec.selector);
    const isSelected = ({ spec }: Manifest) =>
      wanted.every(([label, value]) => spec?.template?.metadata?.labels?.[label] === value);
    return workloads.some(isSelected) ? [] : `${titleOf(manifest)}: selects no pod`;
  });
}

const modelOf = ({ apiVersion, kind }: Manifest): string => `kubernetes-models/${apiVersion}/${kind}`;
const titleOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

async function schemaFaults(manifest: Manifest): Promise<string[]> {
  try {
    const { [manifest.kind]: Model } = await import(modelOf(manifest));
    new Model(manifest).validate();
    return [];
  } catch (error) {
    return [`${titleOf(manifest)}: ${(error as Error).message}`];
  }
}

/** Kubernetes ignores a member that it does not know, such as a misspelt one. The compiler refuses it in an object literal. */
async function unknownMembers(manifests: Manifest[]): Promise<string[]> {
  // In the folder of the repository, so that the compiler finds the packages.
  const folder = mkdtempSync(path.join(projectRoot, 'node_modules/.chart-'));
  try {
    const source = manifests.map((manifest, index) =>
      [
        `import type { I${manifest.kind} as Model${index} } from '${modelOf(manifest)}';`,
        `export const manifest${index}: Model${index} = ${JSON.stringify(manifest)};`,
      ].join(' '),
    );
    const file = path.join(folder, 'manifests.ts');
    writeFileSync(file, source.join('\n'));
    const options = ['--noEmit', '--ignoreConfig', '--strict', '--skipLibCheck', '--types', '', '--module', 'nodenext'];
    const { succeeded, output } = await run('tsc', [...options, file]);
    if (succeeded) return [];
    return output
      .trim()
      .split('\n')
      .map((line) => {
        const at = Number(/manifests\.ts[(:](\d+)/.exec(line)?.[1]);
        const manifest = manifests[at - 1];
        return manifest ? `${titleOf(manifest)}: ${line.replace(/^.*?error /, '')}` : line;
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
