import { createHmac } from 'node:crypto';
import { env } from '#lib/env';
import { type CallBack, type CallBackResult, callBacks } from '#lib/messages/call-backs';
import { type Participant, participants } from '#lib/messages/define';
import { isSameSecret } from '#lib/same-secret';
import { currentTraceparent, inSpan, SpanKind } from '#lib/tracing';

/** Half of the time after which a claim lapses. */
const TIMEOUT_MS = 5_000;

/** The other service did not answer a call-back, or its answer does not fit the schema. */
export class CallBackFailed extends Error {
  /** What the other service answered with, where it did. */
  status?: number;
}

/**
 * Asks another service for data over HTTP, at the routes of the web app (`INTERNAL_URL`), as the event-notification
 * style does. Never call it inside a transaction. Throws {@link CallBackFailed}.
 */
export async function callBack<C extends CallBack>(
  caller: Participant,
  call: C,
  id: string,
): Promise<CallBackResult<C>> {
  const path = call.replace('GET ', '').replace('{id}', id);
  const url = `${env().INTERNAL_URL}/api/event-notification/${path}`;
  const attributes = { 'http.request.method': 'GET', 'url.full': url };
  return inSpan(`call back ${call}`, { kind: SpanKind.CLIENT, attributes }, () => ask(caller, call, url));
}

async function ask<C extends CallBack>(caller: Participant, call: C, url: string): Promise<CallBackResult<C>> {
  const traceparent = currentTraceparent();
  let status: number;
  let answer: unknown;
  try {
    const response = await fetch(url, {
      headers: {
        authorization: `Bearer ${serviceCredential(caller)}`,
        ...passThroughProtection(),
        ...(traceparent && { traceparent }),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    status = response.status;
    answer = await response.json();
  } catch (error) {
    throw new CallBackFailed(`${call} for ${caller}: no answer from ${url}: ${String(error)}`, { cause: error });
  }
  if (status !== 200)
    throw Object.assign(new CallBackFailed(`${call} for ${caller}: ${url} answered ${status}`), { status });
  const parsed = callBacks[call].answer.safeParse(answer);
  if (!parsed.success)
    throw new CallBackFailed(
      `${call} for ${caller}: the answer of ${url} does not fit its schema: ${parsed.error.message}`,
    );
  return parsed.data as CallBackResult<C>;
}

/** What Vercel lets through its protection of deployments. */
function passThroughProtection(): Record<string, string> {
  const { VERCEL_AUTOMATION_BYPASS_SECRET: secret } = env();
  return secret ? { 'x-vercel-protection-bypass': secret } : {};
}

/** Long enough for the clocks of two machines to differ by minutes. */
const CREDENTIAL_SECONDS = 300;

/** The bearer token of a participant that calls back: valid for five minutes, and derived from `AUTH_SECRET`, which web and worker share. */
export const serviceCredential = (caller: Participant): string =>
  signed(caller, Math.floor(Date.now() / 1000) + CREDENTIAL_SECONDS);

const signed = (caller: Participant, until: number): string =>
  `${caller}.${until}.${createHmac('sha256', env().AUTH_SECRET).update(`service ${caller} ${until}`).digest('base64url')}`;

/** The participant to which a valid credential belongs, or null. */
export function callerOf(credential: string): Participant | null {
  const [name, until] = credential.split('.', 2);
  const caller = participants.find((participant) => participant === name);
  if (!caller || !isSameSecret(credential, signed(caller, Number(until)))) return null;
  return Number(until) * 1000 >= Date.now() ? caller : null;
}
