import type { Result } from '#lib/gateway/outcomes';
import type { Answer } from '#lib/http/answer';
import { answerTo } from '#lib/http/answer-to';
import { problem } from '#lib/http/problem';
import { currentUser } from '#lib/http/respond-with';
import type { Call } from '#lib/http/route';
import type { NotAllowed, OfficeRequest } from '#lib/office/operation';

/** A call of somebody of the office, with who they are. */
export const requestOf = <Body>(call: Call<Body>): OfficeRequest<Body> => ({ ...call, actor: currentUser(call) });

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
