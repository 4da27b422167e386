import { env } from '#lib/env';
import { isSameSecret } from '#lib/same-secret';

/** Whether somebody may read the metrics: never where no `METRICS_TOKEN` is set. */
export type Admission = 'admitted' | 'refused' | 'not-configured';

/** Checks the `Authorization` header of a request. */
export function admission(authorization: string | null | undefined): Admission {
  const token = env().METRICS_TOKEN;
  if (token === undefined) return 'not-configured';
  const shown = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  return isSameSecret(shown, token) ? 'admitted' : 'refused';
}
