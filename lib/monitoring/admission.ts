import { createHash, timingSafeEqual } from 'node:crypto';
import { env } from '#lib/env';

/** Whether somebody may read the metrics: never where no `METRICS_TOKEN` is set. */
export type Admission = 'admitted' | 'refused' | 'not-configured';

/** Checks the `Authorization` header of a request. Comparing takes the same time for every wrong token. */
export function admission(authorization: string | null | undefined): Admission {
  const token = env().METRICS_TOKEN;
  if (token === undefined) return 'not-configured';
  const shown = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(shown), digest(token)) ? 'admitted' : 'refused';
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
