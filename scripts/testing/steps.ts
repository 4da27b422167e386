import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { run } from '#scripts/testing/command';

export interface Outcome {
  passed: number;
  failed: number;
  /** Printed after the counts: why it failed, or how many tests were skipped. */
  detail: string;
}

export interface Step {
  name: string;
  /** A step that must have passed before this one can run. */
  needs?: string;
  /** Runs in parallel with the other checks. Suites run alone, because they need the processor for themselves. */
  parallel?: boolean;
  /** `folder` is a temporary folder for reports. */
  run(folder: string): Promise<Outcome>;
}

/** What `npm test` runs, in this order: cheap checks first, the browser last. */
export const steps: Step[] = [
  check('lint', ['biome', 'check', '--error-on-warnings', '--max-diagnostics=50']),
  // Next writes the types of routes and assets; a fresh clone has none yet.
  check('types', ['next', 'typegen'], ['tsc']),
  check('dead-code', ['knip', '--no-progress']),
  check('docs', ['node', 'scripts/commands/docs.ts', '--check']),
  // By the rules of redocly.yaml.
  check('contract', ['redocly', 'lint']),
  check('sql', ['node', 'scripts/testing/sql-names.ts']),
  check('migrations', ['node', 'scripts/testing/migrations.ts']),
  // Two workers each: by default Vitest leaves one of two cores to itself, and most tests wait for Postgres or the product.
  vitest('unit', '--maxWorkers=2'),
  vitest('integration', '--maxWorkers=2'),
  { ...check('build', ['node', 'scripts/commands/build.ts']), parallel: false },
  { ...vitest('http', '--maxWorkers=2'), needs: 'build' },
  // Whether everything can be measured, and the books are right afterwards; how fast it is depends on the machine.
  { ...check('bench', ['node', 'bench/main.ts', '--smallest']), parallel: false, needs: 'build' },
  { name: 'browser', needs: 'build', run: playwright },
];

/** A check passes when all its commands succeed, and counts as one. */
function check(name: string, ...commands: [string, ...string[]][]): Step {
  return {
    name,
    parallel: true,
    async run() {
      for (const [command, ...args] of commands) {
        const { succeeded, output } = await run(command, args);
        if (!succeeded) return { passed: 0, failed: 1, detail: output.trimEnd() };
      }
      return { passed: 1, failed: 0, detail: '' };
    },
  };
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** A project of vitest.config.ts. */
function vitest(name: string, ...options: string[]): Step {
  return {
    name,
    async run(folder) {
      const file = path.join(folder, `${name}.json`);
      const { succeeded } = await run(
        'vitest',
        ['run', `--project=${name}`, ...options, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
        { show: true },
      );
      const report = readReport<VitestReport>(file);
      const failures = (report?.testResults ?? []).flatMap(({ name: testFile, status, message, assertionResults }) => {
        const failed = assertionResults.filter((assertion) => assertion.status === 'failed');
        // A file can fail without a failed test: if it does not load, or leaves something behind.
        if (status === 'failed' && failed.length === 0) return [failure(testFile, '', message)];
        return failed.map(({ fullName, failureMessages }) => failure(testFile, fullName, failureMessages[0] ?? ''));
      });
      return suiteOutcome(succeeded, {
        passed: report?.numPassedTests ?? 0,
        failures,
        skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
      });
    },
  };
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: { title: string; file: string; tests: { status: string; results: { error?: { message?: string } }[] }[] }[];
}

interface PlaywrightReport {
  stats: { expected: number; skipped: number };
  suites: PlaywrightSuite[];
}

async function playwright(folder: string): Promise<Outcome> {
  const file = path.join(folder, 'browser.json');
  const { succeeded } = await run('playwright', ['test', '--reporter=list,json'], {
    show: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  const report = readReport<PlaywrightReport>(file);
  return suiteOutcome(succeeded, {
    passed: report?.stats.expected ?? 0,
    failures: (report?.suites ?? []).flatMap(failuresOf),
    skipped: report?.stats.skipped ?? 0,
  });
}

/** The failed and the flaky tests of a suite and of the suites in it. */
function failuresOf({ suites = [], specs }: PlaywrightSuite): string[] {
  const failed = specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status !== 'expected' && status !== 'skipped')
      .map(({ results }) => failure(file, title, results.find(({ error }) => error)?.error?.message ?? '')),
  );
  return [...failed, ...suites.flatMap(failuresOf)];
}

/** One failed test in two lines: where it stands, and the first line of why it failed. */
function failure(file: string, test: string, message: string): string {
  const [reason = ''] = stripVTControlCharacters(message).trimStart().split('\n');
  return `${path.relative('.', file)} › ${test}\n    ${reason}`;
}

/** A suite that fails without a failed test, or runs no test, counts as one failure. */
function suiteOutcome(succeeded: boolean, counts: { passed: number; failures: string[]; skipped: number }): Outcome {
  const { passed, failures, skipped } = counts;
  const failed = failures.length;
  if (succeeded && passed + failed === 0) return { passed, failed: 1, detail: 'no test was executed' };
  if (!succeeded && failed === 0) return { passed, failed: 1, detail: 'the suite failed outside its tests, see above' };
  return { passed, failed, detail: [...(skipped > 0 ? [`${skipped} skipped`] : []), ...failures].join('\n') };
}

/** The report of a suite; undefined if the suite ended before it wrote one. */
function readReport<Report>(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
