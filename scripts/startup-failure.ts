/** Something the operator can mend; shown as its message alone: what, where, how to mend. */
export class StartupFailure extends Error {
  override name = 'StartupFailure';
}
