import { newId } from '#lib/ids';
import { log } from '#lib/log';
import { Overload } from '#lib/overload';
import type { ShownProblem } from './form-state.ts';

/** What came of something a form asked for: its result, or the problem that a fault of ours is to the person at the form. */
type Attempt<Result> = { result: Result; failure?: undefined } | { result?: undefined; failure: ShownProblem };

/**
 * Does what a form asks for. A fault is logged under an id that the form shows; the form then stays as it is, with what was typed, and with
 * its key.
 */
export async function attempt<Result>(name: string, work: () => Promise<Result>): Promise<Attempt<Result>> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof Overload) return { failure: { kind: 'unavailable' } };
    const correlationId = newId();
    log.error({ name, correlationId, err: error }, 'action failed');
    return { failure: { kind: 'internal-error', correlationId } };
  }
}
