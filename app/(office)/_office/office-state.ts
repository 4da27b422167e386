import type { ShownProblem } from '../../_forms/form-state.ts';

/** What is said of a deed; `isDone` clears the form, `link` leads to what came of it, `field` names the one that is at fault. */
export interface Said {
  isDone: boolean;
  text: string;
  link?: { href: string; text: string } | undefined;
  field?: string | undefined;
}

/** The state of a form of the office, initially and after each submission, with or without JavaScript. */
export interface OfficeState {
  /** Identifies the operation that the form stands for: see form-key.ts. */
  key: string;
  /** What was done, or why it was not, in the language of the page. */
  said: Said | null;
  /** The names of invalid fields. */
  faults: string[];
  /** What was typed, to show it again where the form is not done. */
  values: Record<string, string>;
  problem: ShownProblem | null;
}
