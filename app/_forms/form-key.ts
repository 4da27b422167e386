import { createHash, randomUUID } from 'node:crypto';
import type { Answer } from '#lib/http/answer';

/** The key of a form as it is made on the server: whatever is submitted from this form belongs to it. */
export const newFormKey = (): string => randomUUID();

/**
 * The idempotency key of what a form asks for. The same form with the same content is the same operation, however often it is sent:
 * twice by impatience, again after Back or by reloading. With another content it is another operation.
 */
export function operationKey(formKey: string, ...content: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([formKey, content]))
    .digest('base64url');
}

/** The key for the next submission. It stays while the outcome is unknown, so that trying again does nothing twice. */
export function keyAfter(formKey: string, { status, body }: Answer): string {
  const isOpen = status >= 500 || body?.type === '/problems/request-in-flight';
  return isOpen ? formKey : newFormKey();
}
