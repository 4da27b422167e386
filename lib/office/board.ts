import type { Identity } from '#lib/accounts/sign-in';
import {
  type BoardOrder,
  type BoardState,
  boardStates,
  readBoardOrders,
  readHandedOver,
  readPickup,
} from '#lib/order/board';
import { readCounterFigures } from '#lib/order/figures';
import { ifAllowed } from './allowed.ts';
import { LATE_MINUTES } from './today.ts';

export type { BoardState } from '#lib/order/board';

/** After so many minutes what was handed over leaves the board. */
const HANDED_OVER_MINUTES = 5;
const HANDED_OVER_MAX = 3;
/** What has been in a state longer than this is not called out any more. */
const CALLED_HOURS = 6;

/** A card of the board of the counter. */
export interface BoardCard extends Pick<BoardOrder, 'orderId' | 'number' | 'items'> {
  /** As it is called out: not the whole name. */
  firstName: string;
  /** Whole minutes since the payment. */
  minutes: number;
  isLate: boolean;
}

/** The board of the counter. */
export interface Board {
  columns: { state: BoardState; count: number; cards: BoardCard[] }[];
  /** What was handed over just now, and may have been by mistake. */
  handedOver: BoardCard[];
}

/** The orders at the counter by state, oldest first; null for whoever may not see them. */
export const readBoard = (actor: Identity, now = new Date()): Promise<Board | null> =>
  ifAllowed(actor, 'orders.read', () => boardAt(now));

async function boardAt(now: Date): Promise<Board> {
  const [figures, handedOver, ...columns] = await Promise.all([
    readCounterFigures(LATE_MINUTES),
    readHandedOver(new Date(now.getTime() - HANDED_OVER_MINUTES * 60_000), HANDED_OVER_MAX),
    ...boardStates.map(readBoardOrders),
  ]);
  return {
    columns: boardStates.map((state, index) => ({
      state,
      count: figures[state],
      cards: (columns[index] ?? []).map((order) => cardOf(order, now, state !== 'ready')),
    })),
    handedOver: handedOver.map((order) => cardOf(order, now, false)),
  };
}

function cardOf(
  { orderId, number, items, customerName, settledAt }: BoardOrder,
  now: Date,
  isWaiting: boolean,
): BoardCard {
  const minutes = Math.max(0, Math.floor((now.getTime() - settledAt.getTime()) / 60_000));
  const [firstName = ''] = customerName.trim().split(/\s+/);
  return { orderId, number, items, firstName, minutes, isLate: isWaiting && minutes >= LATE_MINUTES };
}

/** The numbers on the screen for everybody: what is being prepared, and what can be collected, the newest first. */
export const readNumbers = (now = new Date()): Promise<Record<'preparing' | 'ready', number[]>> =>
  readPickup(new Date(now.getTime() - CALLED_HOURS * 3_600_000));
