import { asc, eq } from 'drizzle-orm';
import { refunds } from '#drizzle/schema/order';
import { orm } from '#lib/db/pool';

/** A refund of an order, as the office sees it; `amount` in minor units, times in ISO 8601. */
export interface RefundView {
  refundId: string;
  items: { productId: string; quantity: number }[];
  amount: number;
  reason: string;
  actorId: string;
  restock: boolean;
  cancels: boolean;
  status: 'pending' | 'settled' | 'refused';
  refusal: (typeof refunds.$inferSelect)['refusal'];
  createdAt: string;
  settledAt: string | null;
}

/** The refunds that were asked for an order, oldest first. */
export async function readRefunds(orderId: string): Promise<RefundView[]> {
  const rows = await orm().select().from(refunds).where(eq(refunds.orderId, orderId)).orderBy(asc(refunds.id));
  return rows.map(({ id, orderId: _, origin: __, correlationId: ___, createdAt, settledAt, ...refund }) => ({
    ...refund,
    refundId: id,
    createdAt: createdAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  }));
}
