/**
 * A failure that the person at the keyboard can fix. Only its message is shown: what failed, where, and how to fix it.
 */
export class StartupFailure extends Error {
  override name = 'StartupFailure';
}
