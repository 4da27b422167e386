/** A problem as a form shows it: the text of its kind, and under which id its story can be looked up. */
export interface ShownProblem {
  kind:
    | 'wrong-credentials'
    | 'too-many-attempts'
    | 'email-taken'
    | 'registration-closed'
    | 'invitation-needed'
    | 'insufficient-funds'
    | 'account-blocked'
    | 'balance-limit'
    | 'top-up-by-payment'
    | 'order-rejected'
    | 'out-of-stock'
    | 'shop-closed'
    | 'not-cancellable'
    | 'over-refund'
    | 'request-in-flight'
    | 'key-reused'
    | 'unauthenticated'
    | 'unavailable'
    | 'invalid-fields'
    | 'internal-error'
    /** No answer came at all. */
    | 'unreachable'
    /** The server is a newer build, and knows nothing of this form. */
    | 'outdated';
  correlationId?: string | undefined;
}

/** The state of a form, initially and after each submission, with or without JavaScript. */
export interface FormState<Name extends string, Result = undefined> {
  /** Identifies the operation that the form stands for: see form-key.ts. */
  key: string;
  /** What was typed, to show it again; never a password. */
  values: Partial<Record<Name, string>>;
  /** The invalid fields, in the order of the form. */
  faults: Name[];
  problem: ShownProblem | null;
  /** The result, for forms that stay on the page. */
  result?: Result;
}

/** The fields of a form among the names of faulty members, in the order of the form. */
export const faultsIn = <Name extends string>(fields: readonly string[], names: readonly Name[]): Name[] =>
  names.filter((name) => fields.includes(name));

/** The texts of a submitted form by name; a missing field is empty. */
export function textsOf<Name extends string>(form: FormData, names: readonly Name[]): Record<Name, string> {
  const entries = names.map((name) => [name, String(form.get(name) ?? '')]);
  return Object.fromEntries(entries) as Record<Name, string>;
}
