import { createHash, randomUUID } from 'node:crypto';
import type { ShownProblem } from './form-state.ts';

/** A new key for a form that the server renders. Everything submitted from that form is tied to this key. */
export const newFormKey = (): string => randomUUID();

/**
 * The idempotency key of what a form asks for. The same form with the same content is the same operation, however often
 * it is sent: by a double click, after Back, or on reload. Different content makes it a different operation.
 */
export function operationKey(formKey: string, ...content: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([formKey, content]))
    .digest('base64url');
}

/** Outcomes that leave open what becomes of the operation. */
const open: ReadonlySet<string> = new Set<ShownProblem['kind']>(['unavailable', 'request-in-flight', 'internal-error']);

/** The key for the next submission. It stays while the outcome is unknown, so that trying again does nothing twice. */
export const keyAfter = (formKey: string, { kind }: { kind: string }): string =>
  open.has(kind) ? formKey : newFormKey();
