import type { MessageView } from '#lib/gateway/trace';
import type { Style } from '#lib/messages/define';
import { sequenceOf } from '#lib/messages/flows';

/** What one order took in one style. Times are milliseconds since its first message, null while that has not happened. */
export interface Figures {
  messages: number;
  callBacks: number;
  /** Until the gateway had the reply that it answers the browser with. */
  answeredAfter: number | null;
  /** Until Order said how it ended. */
  outcomeAfter: number | null;
  /** Whether everything that the style makes of an order has been recorded. */
  isComplete: boolean;
}

const isCallBack = ({ name }: { name: string }): boolean => name.startsWith('GET ');

/** Measures an order by its recorded messages, in their order. */
export function measure(style: Style, items: MessageView[]): Figures {
  const messages = items.filter((item) => !isCallBack(item));
  const after = (item: MessageView | undefined) =>
    item && items[0] ? Date.parse(item.time) - Date.parse(items[0].time) : null;
  const isComplete = sequenceOf(style, 'order').some(({ steps }) => namesOf(steps) === namesOf(items));
  return {
    messages: messages.length,
    callBacks: items.length - messages.length,
    answeredAfter: after(messages.find(({ consumers }) => consumers.includes('gateway'))),
    outcomeAfter: isComplete ? after(messages.at(-1)) : null,
    isComplete,
  };
}

const namesOf = (items: { name: string }[]): string =>
  items
    .map(({ name }) => name)
    .sort()
    .join(' ');
