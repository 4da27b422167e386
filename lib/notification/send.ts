import { Resend } from 'resend';
import { env } from '#lib/env';
import { Postponed } from '#lib/faults';
import { processWide } from '#lib/process-wide';

const TIMEOUT_MS = 5_000; // half of the time after which a claim lapses

/** A reserved name (RFC 2606): demo accounts have their addresses there, and mail to it would only bounce. */
export const UNREACHABLE = '.invalid';

/** Resend refused or did not answer; worth another attempt. */
class DeliveryFailed extends Error {}

/** Whether this deployment sends e-mail. Without a Resend key it is kept, and can be read in the outbox of demo mode. */
export const sendsMail = (): boolean => env().RESEND_API_KEY !== undefined;

/**
 * Sends an e-mail through Resend. Its id is the idempotency key: an attempt that is repeated after a crash sends nothing twice. Returns
 * Resend's id of it; null for an address that reaches nobody. Never call it inside a transaction. Throws {@link DeliveryFailed}, or Postponed
 * where Resend asks to wait.
 */
export async function send(
  id: string,
  { address, subject, text, html }: { address: string; subject: string; text: string; html: string },
): Promise<string | null> {
  if (address.endsWith(UNREACHABLE)) return null;
  const { RESEND_API_KEY: key, EMAIL_FROM: from } = env();
  if (!key || !from) throw new DeliveryFailed('RESEND_API_KEY and EMAIL_FROM are not set');
  const { data, error, headers } = await resend(key).emails.send(
    { from, to: address, subject, text, html },
    { idempotencyKey: id, signal: AbortSignal.timeout(TIMEOUT_MS) },
  );
  // The Resend client returns errors instead of throwing them.
  if (error?.statusCode === 429) throw new Postponed(error.message, waitOf(headers));
  if (error) throw new DeliveryFailed(`${error.name}: ${error.message}`);
  return data.id;
}

/** How many seconds Resend asks to wait, and up to as many again at random, so that the waiting mails do not all come back at once. */
function waitOf(headers: Record<string, string> | null): number {
  const asked = Math.min(Math.max(1, Number(headers?.['retry-after']) || 1), 3_600);
  return Math.ceil(asked * (1 + Math.random()));
}

const resend = (key: string): Resend => {
  const baseUrl = env().RESEND_BASE_URL;
  return processWide('resend', () => new Resend(key, baseUrl ? { baseUrl } : undefined));
};
