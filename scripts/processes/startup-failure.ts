/** A failure that the person at the keyboard can mend. Only its message is shown: what failed, where, and how to mend it. */
export class StartupFailure extends Error {
  override name = 'StartupFailure';
}
