import { AsyncLocalStorage } from 'node:async_hooks';
import { processWide } from './process-wide.ts';

/** On whose behalf this process works at the moment: every log line says it. */
export interface Activity {
  /** Of the HTTP request: the client's `X-Request-Id`, or one made here. Its answer carries it. */
  requestId?: string;
  /** The network address of the HTTP request: what the nearest proxy says, or else where the connection comes from. */
  origin?: string;
  /** Under which the messages of the request can be read. */
  correlationId?: string;
  /** Where one batch handles messages of several requests. */
  correlationIds?: string[];
  /** The HTTP request; the router adds the route when it has found it. */
  http?: { route?: string };
}

const storage = () => processWide('activity', () => new AsyncLocalStorage<Activity>());

/** What this process does now; undefined outside requests and messages. */
export const activity = (): Activity | undefined => storage().getStore();

/** Runs `work`, and everything that it starts, as part of an activity. */
export const withActivity = <Result>(current: Activity, work: () => Result): Result => storage().run(current, work);
