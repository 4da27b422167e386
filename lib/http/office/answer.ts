import type { Result } from '#lib/gateway/outcomes';
import type { Answer } from '#lib/http/answer';
import { answerTo } from '#lib/http/answers';
import { problem } from '#lib/http/problem';
import type { NotAllowed } from '#lib/office/operation';

/** The answer to an operation of the office: that of its outcome, or 403 where the role does not allow it. */
export const officeAnswer = <Outcome extends { kind: string }>(
  result: Result<Outcome | NotAllowed>,
  settled: (outcome: Outcome) => Answer,
): Answer =>
  answerTo<Outcome | NotAllowed>(result, (outcome) =>
    isNotAllowed(outcome)
      ? problem('not-allowed', 'Your role may not do this. Ask an owner of the shop.')
      : settled(outcome),
  );

const isNotAllowed = (outcome: { kind: string }): outcome is NotAllowed => outcome.kind === 'not-allowed';
