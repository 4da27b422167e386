/** A fault that no retry can fix: a body that does not fit its schema, a broken invariant. Its message goes to the dead letters at once. */
export class PermanentFault extends Error {}

/** Another system asked to wait. The job is tried again after that time, and no attempt is counted. */
export class Postponed extends Error {
  readonly seconds: number;

  constructor(reason: string, seconds: number) {
    super(reason);
    this.seconds = seconds;
  }
}
