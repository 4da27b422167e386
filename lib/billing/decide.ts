import type { decisions, transfers } from '#drizzle/schema/billing';
import { PermanentFault } from '#lib/faults';
import { AMOUNT_MAX, BALANCE_MAX } from '#lib/money';
import type { Wallet } from './accounts.ts';

/** How money comes in and goes out. */
export type Method = NonNullable<(typeof transfers.$inferSelect)['method']>;

/** Why money does not move. */
export type Refusal = NonNullable<(typeof decisions.$inferSelect)['reason']>;

/** How a transfer was made, by whom of the office and why, where that is known. */
export interface Circumstances {
  method?: Method | undefined;
  actorId?: string | undefined;
  note?: string | undefined;
}

/** A transfer that somebody asks for, between a wallet and a house account. */
export interface Movement extends Circumstances {
  /** The id that the decision is recorded under, so that it is made once: the order of a payment, else the transfer. */
  subjectId: string;
  kind: 'deposit' | 'withdrawal' | 'payment' | 'reversal' | 'adjustment';
  transferId: string;
  userId: string;
  walletId: string;
  houseId: string;
  /** What the wallet gains (+) or loses (−), in minor units; of a whole reversal the most it can, because it takes what is left. */
  change: number;
  currency: string;
  orderId: string | null;
  /** The transfer that a reversal undoes, and what undoing all of it would change; `isWhole` where all that is left of it is undone. */
  reverses: { transferId: string; change: number; isWhole: boolean } | null;
}

/** A balance that fell below the limit its owner set. Amounts in minor units. */
export interface Crossing {
  userId: string;
  /** The transfer that took the balance below; it identifies the crossing. */
  transferId: string;
  balance: number;
  alertBelow: number;
  currency: string;
}

/**
 * What became of a movement; amounts in minor units. `balance` is that of the wallet right after the movement, also when the answer is
 * given again later.
 */
export type Decision = Pick<Movement, 'subjectId' | 'kind' | 'userId' | 'currency'> & { amount: number } & (
    | { outcome: 'settled'; transferId: string; balance: number; crossing?: Crossing }
    | { outcome: 'refused'; reason: Refusal }
  );

/** What the books say about the movements of a batch while their wallets are locked. */
export interface Books {
  wallets: ReadonlyMap<string, Wallet>;
  /** Decisions of earlier deliveries, by subject. */
  decided: ReadonlyMap<string, Decision>;
  /** What reversals have undone so far of each transfer, in minor units. */
  reversed: ReadonlyMap<string, number>;
}

/** The entry of a wallet that a settled movement leads to. */
export interface Posting {
  movement: Movement;
  balanceBefore: number;
  balanceAfter: number;
  version: number;
}

/**
 * `answers` are in the order of the movements; only the first answer to a movement carries its crossing. `decisions`, `postings` and
 * `wallets` are new and have to be written.
 */
export interface Verdict {
  answers: Decision[];
  decisions: Decision[];
  postings: Posting[];
  wallets: Wallet[];
}

/**
 * Decides movements one after the other, each on the books as the ones before it left them. A subject that was decided before, in an
 * earlier delivery or in this batch, keeps its decision. Throws `PermanentFault` where its kind, user, amount or currency differ from that
 * decision, where an amount is invalid, and where a wallet is not open.
 */
export function decide(books: Books, movements: Movement[]): Verdict {
  const decided = new Map(books.decided);
  const reversed = new Map(books.reversed);
  const changed = new Map<string, Wallet>();
  const decisions: Decision[] = [];
  const postings: Posting[] = [];

  const answers = movements.map((asked) => {
    requireAmount(asked);
    const earlier = decided.get(asked.subjectId);
    if (earlier) return requireSame(earlier, asked);

    const movement = { ...asked, change: changeOf(asked, reversed) };
    const wallet = changed.get(movement.walletId) ?? books.wallets.get(movement.walletId);
    if (!wallet) throw new PermanentFault(`wallet ${movement.walletId} of ${movement.subjectId} is not open`);
    const balance = wallet.balance + movement.change;
    const decision = { ...factsOf(movement), ...rule(movement, wallet, reversed) };
    if (decision.outcome === 'settled') {
      const version = wallet.version + 1;
      changed.set(wallet.id, { ...wallet, balance, version });
      if (movement.reverses) {
        const { transferId } = movement.reverses;
        reversed.set(transferId, (reversed.get(transferId) ?? 0) + Math.abs(movement.change));
      }
      postings.push({ movement, balanceBefore: wallet.balance, balanceAfter: balance, version });
    }
    decided.set(movement.subjectId, decision);
    decisions.push(decision);
    const crossing = decision.outcome === 'settled' && crossingOf(movement, wallet, balance);
    return crossing ? { ...decision, crossing } : decision;
  });
  return { answers, decisions, postings, wallets: [...changed.values()] };
}

/** A whole reversal undoes what is left; where nothing is, it is refused with the amount of its original. */
function changeOf({ change, reverses }: Movement, reversed: ReadonlyMap<string, number>): number {
  return reverses?.isWhole ? Math.sign(change) * (leftOf(reverses, reversed) || Math.abs(change)) : change;
}

const leftOf = (reverses: NonNullable<Movement['reverses']>, reversed: ReadonlyMap<string, number>): number =>
  Math.abs(reverses.change) - (reversed.get(reverses.transferId) ?? 0);

/** What a blocked wallet refuses is the owner's own doing; corrections by the office go through. */
const stoppedByBlock: readonly Movement['kind'][] = ['payment', 'withdrawal'];

function rule({ kind, transferId, change, reverses }: Movement, wallet: Wallet, reversed: ReadonlyMap<string, number>) {
  const balance = wallet.balance + change;
  if (reverses && Math.abs(change) > leftOf(reverses, reversed))
    return { outcome: 'refused', reason: reverses.isWhole ? 'already-reversed' : 'over-refund' } as const;
  if (wallet.isBlocked && stoppedByBlock.includes(kind))
    return { outcome: 'refused', reason: 'account-blocked' } as const;
  if (balance < 0) return { outcome: 'refused', reason: 'insufficient-funds' } as const;
  if (balance > BALANCE_MAX) return { outcome: 'refused', reason: 'balance-limit' } as const;
  return { outcome: 'settled', transferId, balance } as const;
}

/** A balance crosses the limit on its way down only: it was not below before, and is now. */
function crossingOf(
  { userId, transferId, currency }: Movement,
  { balance: before, alertBelow }: Wallet,
  balance: number,
) {
  if (alertBelow === null || before < alertBelow || balance >= alertBelow) return null;
  return { userId, transferId, balance, alertBelow, currency };
}

const factsOf = ({ subjectId, kind, userId, change, currency }: Movement) => ({
  subjectId,
  kind,
  userId,
  amount: Math.abs(change),
  currency,
});

/** Each kind allows one sign, but an adjustment both: a negative amount must never turn a payment into a deposit. */
function requireAmount({ subjectId, kind, change, reverses }: Movement): void {
  const sign = kind === 'deposit' ? 1 : kind === 'reversal' ? Math.sign(reverses?.change ?? 0) : -1;
  const signAllowed = kind === 'adjustment' || Math.sign(change) === sign;
  if (!Number.isSafeInteger(change) || change === 0 || Math.abs(change) > AMOUNT_MAX || !signAllowed) {
    throw new PermanentFault(`${kind} ${subjectId} has no valid amount: ${Math.abs(change)}`);
  }
}

function requireSame(earlier: Decision, movement: Movement): Decision {
  const { amount, ...facts } = factsOf(movement);
  const same =
    (Object.keys(facts) as (keyof typeof facts)[]).every((fact) => earlier[fact] === facts[fact]) &&
    (movement.reverses?.isWhole || earlier.amount === amount);
  if (!same)
    throw new PermanentFault(
      `${movement.kind} ${movement.subjectId} was decided before, with another user, amount or kind`,
    );
  return earlier;
}
