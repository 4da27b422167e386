/** A fault that no retry mends: a body that does not fit its schema, a broken invariant. Its message goes to the dead letters at once. */
export class PermanentFault extends Error {}
