import { signalRunning } from '#scripts/testing/command';
import { type Outcome, type Step, steps } from '#scripts/testing/steps';
import { temporaryFolder } from '#scripts/testing/temporary';

const reports = temporaryFolder();
let interrupted = false;

/**
 * Runs the named steps, or all of them if none is named, and resolves to whether they passed. A failed step does not
 * stop the next ones. Each check and each test counts as one; the last line says how many passed and failed.
 */
export async function runSteps(names: string[]): Promise<boolean> {
  stopAtSignals();
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(', ')}. There are: ${steps.map((step) => step.name).join(', ')}.`);
    return false;
  }
  const chosen = steps.filter((step) => names.length === 0 || names.includes(step.name));
  const outcomes = new Map<string, Outcome>();
  await Promise.all(chosen.filter((step) => step.parallel).map((step) => perform(step, outcomes)));
  for (const step of chosen.filter((step) => !step.parallel)) await perform(step, outcomes);

  // Repeated at the end, because the output of a long run is often cut to its end.
  const failures = [...outcomes].filter(([, { failed }]) => failed > 0);
  for (const [name, { detail }] of failures) console.log(`\nFailed: ${name}\n${indented(detail)}`);
  const total = (count: 'passed' | 'failed') =>
    [...outcomes.values()].reduce((sum, outcome) => sum + outcome[count], 0);
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
  return failures.length === 0;
}

/** Runs one step, prints how it went, and stores the outcome. */
async function perform(step: Step, outcomes: Map<string, Outcome>): Promise<void> {
  const started = performance.now();
  if (!step.parallel) console.log(`\n… ${step.name}`);
  const outcome = await outcomeOf(step, outcomes);
  outcomes.set(step.name, outcome);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { passed, failed, detail } = outcome;
  console.log(`${failed > 0 ? '✗' : '✓'} ${step.name}: ${passed} passed, ${failed} failed (${seconds} s)`);
  if (detail) console.log(indented(detail));
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

async function outcomeOf(step: Step, earlier: Map<string, Outcome>): Promise<Outcome> {
  if (interrupted) return { passed: 0, failed: 1, detail: 'interrupted' };
  if (step.needs && (earlier.get(step.needs)?.failed ?? 0) > 0) {
    return { passed: 0, failed: 1, detail: `not run: ${step.needs} failed` };
  }
  return step.run(reports);
}

function stopAtSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      interrupted = true;
      signalRunning(signal);
    });
  }
}
