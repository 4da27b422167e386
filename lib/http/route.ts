import type { z } from 'zod';
import type { Capability } from '#lib/accounts/roles';
import type { Identity } from '#lib/accounts/sign-in';
import type { Style } from '#lib/messages/define';
import type { Answer } from './answer.ts';
import type { OperationName } from './openapi/texts.ts';
import type { ProblemKind } from './problem.ts';

/** Who sends a request. A service is one that calls back with its credential, a schedule one that knows `CRON_SECRET`. */
export type Principal =
  | ({ kind: 'user' } & Identity)
  | { kind: 'service'; service: string }
  | { kind: 'schedule' }
  | { kind: 'anonymous' };

/** A request after everything that concerns HTTP has been checked. */
export interface Call<Body = unknown, Query = unknown> {
  /** The style of the base path; the deployment's default outside the base paths. */
  style: Style;
  principal: Principal;
  /** Values of the `{…}` parts of the path. */
  params: Record<string, string>;
  body: Body;
  query: Query;
  idempotencyKey: string | null;
  /** Made for this request. */
  correlationId: string;
  /** Method, path and body in one canonical text: what a repeat with the same key must equal. */
  fingerprint: string;
  /** The languages that the caller reads, as the header says; empty where there is none. */
  acceptLanguage: string;
  /** The bearer token that was shown, if any. */
  token: string | null;
}

/** One operation of the HTTP API: what the router checks, what OpenAPI says, and what the handler does. */
export interface Route<Body = unknown, Query = unknown> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `styles`: below `/api/<style>`. Without: below `/api`. Parts in braces are ids. */
  path: string;
  /** The styles whose base path has this route. */
  styles?: readonly Style[];
  /**
   * `public`: nobody needs to be signed in. `service`: also a service that calls back. `schedule`: a schedule, and nobody else. `staff`:
   * people of the office who have the `capability`.
   */
  access: 'public' | 'user' | 'service' | 'schedule' | 'staff';
  /** What the caller must be allowed to do. */
  capability?: Capability;
  /** Names it in its documents, which say what it does. */
  name: OperationName;
  /** Whether it takes a bearer token alone, and no session. */
  bearerOnly?: boolean;
  body?: z.ZodType<Body>;
  /** Takes a file as it is instead of JSON: its media types, and how many bytes it has at most. The body is a `Buffer`. */
  upload?: { types: readonly string[]; bytesMax: number };
  query?: z.ZodType<Query>;
  /** Body of each good answer by status; problems are added by the documentation. */
  answers: Record<number, z.ZodType | null>;
  /** The problems it may answer beyond those of access, body and query. */
  problems?: readonly ProblemKind[];
  /** Whether the good answer names in `Location` where what it made can be read. */
  hasLocation?: boolean;
  /** Whether it takes an `Idempotency-Key`. */
  idempotent?: boolean;
  handle(call: Call<Body, Query>): Promise<Answer>;
}

/** Keeps the types of a route's body and query for its handler. */
export const route = <Body = undefined, Query = undefined>(definition: Route<Body, Query>): Route =>
  definition as Route;
