import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { startServer, type TestServer } from '#scripts/testing/http-server';

/** A request that Resend received. */
interface MailRequest {
  idempotencyKey: string;
  authorization: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

type Refusal = number | 'silence';

/** A fake Resend: it keeps every request, and can refuse some. */
export interface Mailbox {
  requests: MailRequest[];
  /**
   * Answers each of the next requests with one of these statuses, or not at all. Afterwards it accepts everything
   * again.
   */
  refuseNext(...refusals: Refusal[]): void;
}

/** Starts a fake Resend and makes this process send its mail there. Call it before the settings are first read. */
export async function startMailbox(): Promise<Mailbox & Pick<TestServer, 'stop'>> {
  const requests: MailRequest[] = [];
  const refusals: Refusal[] = [];

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { 'idempotency-key': idempotencyKey, authorization } = request.headers as Record<string, string>;
    requests.push({ idempotencyKey, authorization, ...((await json(request)) as object) } as MailRequest);
    const refusal = refusals.shift();
    if (refusal === 'silence') return;
    response.writeHead(refusal ?? 200, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify(
        refusal
          ? { statusCode: refusal, name: 'refused', message: `answered ${refusal}` }
          : { id: `resend-${idempotencyKey}` },
      ),
    );
  }

  const { url, stop } = await startServer((request, response) => void receive(request, response));
  Object.assign(process.env, {
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: url,
    EMAIL_FROM: 'Saldo <orders@example.com>',
  });
  return { requests, refuseNext: (...more) => refusals.push(...more), stop };
}
