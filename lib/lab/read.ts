import { readMessages } from '#lib/broker/message-log';
import type { MessageView } from '#lib/gateway/trace';
import { isId } from '#lib/ids';
import { type Style, styles } from '#lib/messages/define';
import { readOrders } from '#lib/order/read';
import { readUser } from '#lib/user/read';
import { type Figures, measure } from './measure.ts';

/** Where the demo accounts of the lab have their addresses: a name that is reserved, so that mail reaches nobody. */
export const LAB_DOMAIN = '@lab.invalid';

/** One order of a run, in one style. */
export interface LabOrder extends Figures {
  style: Style;
  status: 'pending' | 'paid' | 'refused';
  items: MessageView[];
}

/**
 * The orders of a run by style; null if there is no such run. A run is named by its demo account, which nobody can sign in to: whoever has the
 * name may see it.
 */
export async function readLabRun(runId: string): Promise<LabOrder[] | null> {
  const account = isId(runId) ? await readUser(runId) : null;
  if (!account?.email.endsWith(LAB_DOMAIN)) return null;
  const { items } = await readOrders(runId, { limit: styles.length });
  const orders = await Promise.all(
    items.map(async ({ correlationId, status }) => {
      const messages = await readMessages(correlationId);
      const style = messages[0]?.style ?? 'command-reply';
      return { style, status, items: messages, ...measure(style, messages) };
    }),
  );
  return styles.flatMap((style) => orders.find((order) => order.style === style) ?? []);
}
