import type { Answer } from '#lib/http/answer';
import { answerTo } from '#lib/http/answer-to';
import * as results from '#lib/http/openapi/results';
import { page } from '#lib/http/page';
import { problem } from '#lib/http/problem';
import { currentUser, found, idOf } from '#lib/http/respond-with';
import { type Route, route } from '#lib/http/route';
import { listPayouts } from '#lib/office/ledger';
import {
  type AdjustmentOutcome,
  adjustBalance,
  type BlockOutcome,
  type DecisionOutcome,
  givePayoutBack,
  markPayoutPaid,
  setWalletBlocked,
  type UndoneOutcome,
  undoTransfer,
} from '#lib/office/money';
import { adjustmentBody, payoutState, reasonBody, settlementBody } from '#lib/office/money-schemas';
import { mailReceipt } from '#lib/office/receipts';
import { officeAnswer, requestOf } from './answer.ts';

const set = (path: string, name: 'blockWallet' | 'unblockWallet', isBlocked: boolean) =>
  route({
    method: 'POST',
    path,
    access: 'staff',
    capability: 'wallets.block',
    name,
    body: reasonBody,
    idempotent: true,
    answers: { 200: results.blocked },
    handle: async (call) => blockAnswer(await setWalletBlocked(idOf(call.params), isBlocked, requestOf(call))),
  });

/** The money of customers, for people of the office. */
export const moneyRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/office/customers/{id}/adjust',
    access: 'staff',
    capability: 'wallets.adjust',
    name: 'adjustBalance',
    body: adjustmentBody,
    idempotent: true,
    answers: { 200: results.adjusted },
    problems: ['insufficient-funds', 'balance-limit'],
    handle: async (call) => adjustmentAnswer(await adjustBalance(idOf(call.params), requestOf(call))),
  }),
  set('/office/customers/{id}/block', 'blockWallet', true),
  set('/office/customers/{id}/unblock', 'unblockWallet', false),
  route({
    method: 'GET',
    path: '/office/payouts',
    access: 'staff',
    capability: 'payouts.read',
    name: 'listPayouts',
    query: page.extend({ state: payoutState.optional().describe('Only the payouts in it') }),
    answers: { 200: results.payouts },
    handle: async (call) => found(await listPayouts(currentUser(call), call.query)),
  }),
  route({
    method: 'POST',
    path: '/office/payouts/{id}/settle',
    access: 'staff',
    capability: 'payouts.decide',
    name: 'settlePayout',
    body: settlementBody,
    idempotent: true,
    answers: { 200: results.payout },
    problems: ['payout-decided'],
    handle: async (call) => decisionAnswer(await markPayoutPaid(idOf(call.params), requestOf(call))),
  }),
  route({
    method: 'POST',
    path: '/office/payouts/{id}/return',
    access: 'staff',
    capability: 'payouts.decide',
    name: 'returnPayout',
    body: reasonBody,
    idempotent: true,
    answers: { 200: results.payout },
    problems: ['payout-decided', 'balance-limit'],
    handle: async (call) => decisionAnswer(await givePayoutBack(idOf(call.params), requestOf(call))),
  }),
  route({
    method: 'POST',
    path: '/office/transfers/{id}/undo',
    access: 'staff',
    capability: 'till',
    name: 'undoTransfer',
    body: reasonBody,
    idempotent: true,
    answers: { 200: results.transferred },
    problems: ['insufficient-funds', 'already-reversed', 'too-late-to-undo'],
    handle: async (call) => undoneAnswer(await undoTransfer(idOf(call.params), requestOf(call))),
  }),
  route({
    method: 'POST',
    path: '/office/transfers/{id}/receipt',
    access: 'staff',
    capability: 'till',
    name: 'mailReceipt',
    idempotent: true,
    answers: { 204: null },
    problems: ['not-found', 'already-reversed'],
    handle: async (call) =>
      officeAnswer(await mailReceipt(idOf(call.params), requestOf(call)), ({ kind }) => {
        if (kind === 'already-reversed') return undoneAlready;
        return kind === 'mailed' ? { status: 204, body: null } : notFound;
      }),
  }),
];

const adjustmentAnswer = (result: Parameters<typeof answerTo<AdjustmentOutcome>>[0]): Answer =>
  answerTo(result, (outcome) => {
    switch (outcome.kind) {
      case 'adjusted': {
        const { kind: _, ...adjusted } = outcome;
        return { status: 200, body: adjusted };
      }
      case 'insufficient-funds':
        return problem('insufficient-funds', 'This would take the balance below zero. Nothing was changed.', {
          members: { reason: 'insufficient-funds' },
        });
      default:
        return refused(outcome.kind);
    }
  });

const blockAnswer = (result: Parameters<typeof answerTo<BlockOutcome>>[0]): Answer =>
  answerTo(result, (outcome) =>
    outcome.kind === 'set'
      ? { status: 200, body: { userId: outcome.userId, blockedAt: outcome.blockedAt } }
      : refused(outcome.kind),
  );

const decisionAnswer = (result: Parameters<typeof answerTo<DecisionOutcome>>[0]): Answer =>
  answerTo(result, (outcome) => {
    switch (outcome.kind) {
      case 'decided':
        return { status: 200, body: outcome.payout };
      case 'payout-decided':
        return problem('payout-decided', `This payout is ${outcome.state} already. Nothing was changed.`, {
          members: { state: outcome.state },
        });
      case 'unknown-customer':
        return problem(
          'not-found',
          'The customer has erased their account. A payout that still waits can only be paid.',
        );
      default:
        return refused(outcome.kind);
    }
  });

const undoneAnswer = (result: Parameters<typeof answerTo<UndoneOutcome>>[0]): Answer =>
  answerTo(result, (outcome) => {
    switch (outcome.kind) {
      case 'settled': {
        const { transferId, amount, currency, balance } = outcome;
        return { status: 200, body: { transferId, amount, currency, balance } };
      }
      case 'too-late':
        return problem(
          'too-late-to-undo',
          'A top-up can be undone for five minutes. Ask somebody to adjust the balance.',
        );
      case 'made-by-another':
        return problem('not-allowed', 'Only whoever took the money may undo it. Ask somebody to adjust the balance.');
      case 'refused':
        return outcome.reason === 'insufficient-funds'
          ? problem('insufficient-funds', 'The customer has spent the money already. Nothing was changed.', {
              members: { reason: 'insufficient-funds' },
            })
          : undoneAlready;
      default:
        return refused(outcome.kind);
    }
  });

const undoneAlready = problem('already-reversed', 'This top-up is undone already. Nothing was changed.');

type Refused =
  | 'not-allowed'
  | 'own-wallet'
  | 'unknown-customer'
  | 'unknown-payout'
  | 'unknown-transfer'
  | 'balance-limit';

/** What several operations refuse alike. */
function refused(kind: Refused): Answer {
  switch (kind) {
    case 'not-allowed':
      return problem('not-allowed', 'Your role may not do this. Ask an owner of the shop.');
    case 'own-wallet':
      return problem('not-allowed', 'Nobody decides about their own money. Ask a colleague.');
    case 'balance-limit':
      return problem('balance-limit', 'This would take the balance above its limit. Nothing was changed.');
    default:
      return notFound;
  }
}

const notFound = problem('not-found', 'There is nothing here that you may see.');
