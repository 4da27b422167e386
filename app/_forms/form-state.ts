import type { Answer } from '#lib/http/answer';
import type { FieldError, ProblemKind } from '#lib/http/problem';

/** The kinds of problem that a form has words for. */
const kinds = [
  'wrong-credentials',
  'too-many-attempts',
  'email-taken',
  'insufficient-funds',
  'balance-limit',
  'order-rejected',
  'request-in-flight',
  'key-reused',
  'unavailable',
  'invalid-fields',
  'internal-error',
] as const satisfies readonly ProblemKind[];

/** A problem as a form shows it: the text of its kind, and under which id its story can be looked up. */
export interface ShownProblem {
  /** `unreachable`: no answer came at all. `outdated`: the server is a newer build, and knows nothing of this form. */
  kind: (typeof kinds)[number] | 'unreachable' | 'outdated';
  correlationId: string | undefined;
}

/** What a form is made from, at first and after each submission, with or without JavaScript. */
export interface FormState<Name extends string, Result = undefined> {
  /** Names the operation that the form stands for: see form-key.ts. */
  key: string;
  /** What was typed, to be shown again; never a password. */
  values: Partial<Record<Name, string>>;
  /** The fields that need another look, in the order of the form. */
  faults: Name[];
  problem: ShownProblem | null;
  /** What came of it, where the form stays on the page. */
  result?: Result;
}

/** The problem that a bad answer is. */
export function problemOf({ body, correlationId }: Answer): ShownProblem {
  const kind = kinds.find((known) => body?.type === `/problems/${known}`) ?? 'internal-error';
  return { kind, correlationId };
}

/** What a form says of a bad answer: which of its fields need another look, in the order of `names`, or else the problem itself. */
export function complaintOf<Name extends string>(
  answer: Answer,
  names: readonly Name[],
): Pick<FormState<Name>, 'faults' | 'problem'> {
  const errors = (answer.body?.errors ?? []) as FieldError[];
  const faults = names.filter((name) => errors.some(({ pointer }) => pointer === `/${name}`));
  return { faults, problem: faults.length > 0 ? null : problemOf(answer) };
}

/** The texts of a submitted form, by name; an absent field is empty. */
export function textsOf<Name extends string>(form: FormData, names: readonly Name[]): Record<Name, string> {
  const entries = names.map((name) => [name, String(form.get(name) ?? '')]);
  return Object.fromEntries(entries) as Record<Name, string>;
}
