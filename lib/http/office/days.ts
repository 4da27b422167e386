import * as results from '#lib/http/openapi/office-results';
import { Problem, problem } from '#lib/http/problem';
import { currentUser, found, ok } from '#lib/http/respond-with';
import { route } from '#lib/http/route';
import { closeShopDay, readDay } from '#lib/office/days';
import { dayBody, day as daySchema } from '#lib/office/schemas';
import { readToday } from '#lib/office/today';
import { officeAnswer, requestOf } from './answer.ts';

/** How the day goes, and the closing of days. */
export const dayRoutes = [
  route({
    method: 'GET',
    path: '/office/today',
    access: 'staff',
    capability: 'reports.read',
    name: 'readToday',
    answers: { 200: results.today },
    handle: async (call) => found(await readToday(currentUser(call))),
  }),
  route({
    method: 'GET',
    path: '/office/days/{date}',
    access: 'staff',
    capability: 'reports.read',
    name: 'readDay',
    answers: { 200: results.day },
    handle: async (call) => found(await readDay(currentUser(call), dayIn(call.params))),
  }),
  route({
    method: 'POST',
    path: '/office/days/{date}/close',
    access: 'staff',
    capability: 'days.close',
    name: 'closeDay',
    body: dayBody,
    idempotent: true,
    answers: { 200: results.day },
    problems: ['not-found', 'day-closed', 'day-not-begun', 'reason-needed'],
    async handle(call) {
      const day = dayIn(call.params);
      return officeAnswer(await closeShopDay(day, requestOf(call)), (outcome) => {
        switch (outcome.kind) {
          case 'closed':
            return ok({ state: 'closed', ...outcome.close });
          case 'already-closed':
            return problem('day-closed', `This day is closed under number ${outcome.number}, and stays as it is.`);
          case 'later-closed':
            return problem(
              'day-closed',
              `A later day, ${outcome.day}, is closed, and holds what was open on this one.`,
            );
          case 'not-begun':
            return problem('day-not-begun', 'This day has not begun in the time zone of the shop.');
          case 'reason-needed':
            return problem('reason-needed', 'What was counted differs from what the books say. Send a reason.', {
              members: { expected: outcome.expected },
            });
        }
      });
    },
  }),
];

/** The day in a path. What is no day is not found. */
function dayIn({ date }: Record<string, string>): string {
  const { data } = daySchema.safeParse(date);
  if (!data) throw new Problem('not-found', 'There is no such day. Write it like 2026-05-01.');
  return data;
}
