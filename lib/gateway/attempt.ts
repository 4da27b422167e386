import type { Answer } from '#lib/http/answer';
import { Problem, problem } from '#lib/http/problem';
import { newId } from '#lib/ids';
import { log } from '#lib/log';

/** What came of something a form asked for. */
type Attempt<Result> = { result: Result; failure?: undefined } | { result?: undefined; failure: Answer };

/**
 * Does what a form asks for. A problem comes back as its answer, and so does a fault of ours, under an id that the log has: the form then
 * stays, with what was typed.
 */
export async function attempt<Result>(name: string, work: () => Promise<Result>): Promise<Attempt<Result>> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof Problem) return { failure: error.answer };
    const correlationId = newId();
    log.error('action failed', { name, correlationId, error: error instanceof Error ? error.stack : String(error) });
    return { failure: problem('internal-error', 'Something failed on our side. Try again.', { correlationId }) };
  }
}
