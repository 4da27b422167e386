import { useFormatter, useTranslations } from 'next-intl';
import { laneMiddle, type MessageRow } from './layout.ts';
import { MessageBody } from './message-body.tsx';

const rowClass = 'min-[30rem]:h-14 min-[30rem]:grid-cols-[3.5rem_1fr] min-[30rem]:gap-x-2 min-[30rem]:py-0';
const timeClass =
  'figures text-note text-quiet min-[30rem]:col-start-1 min-[30rem]:row-start-1 min-[30rem]:pt-6.5 min-[30rem]:text-right';
// The name covers the lifelines with the background of its row.
const nameClass =
  'min-[30rem]:absolute min-[30rem]:top-1.5 min-[30rem]:z-20 min-[30rem]:-translate-x-1/2 min-[30rem]:whitespace-nowrap min-[30rem]:px-1 min-[30rem]:text-note';

/** A message or call-back: its name above the arrow, its time, and its body. */
export function MessageLine({ row, lanes, group }: { row: MessageRow; lanes: number; group: string }) {
  const t = useTranslations('trace');
  const format = useFormatter();
  const { item, kind, from, to, after } = row;
  const isCallBack = kind === 'call-back';
  const producer = t(`participant.${item.producer}`);
  const consumers = item.consumers.map((consumer) => t(`participant.${consumer}`));
  const way =
    consumers.length === 0
      ? t('noConsumer', { producer })
      : t('way', { producer, consumers: format.list(consumers, { type: 'conjunction' }) });
  const middle = (laneMiddle(Math.min(from, ...to), lanes) + laneMiddle(Math.max(from, ...to), lanes)) / 2;
  return (
    <li className="group/row">
      {/* The shared name lets only one body be open, because all open in the same place. */}
      <details
        name={`messages ${group}`}
        className="min-[30rem]:group-focus-within/row:details-content:[content-visibility:visible] min-[30rem]:group-hover/row:details-content:[content-visibility:visible]"
      >
        <summary
          className={`grid list-none grid-cols-[1fr_auto] gap-x-4 border-l-2 py-1 pl-3 -outline-offset-2 group-hover/row:bg-tint group-has-[[open]]/row:bg-tint min-[30rem]:border-l-0 min-[30rem]:pl-0 [&::-webkit-details-marker]:hidden ${isCallBack ? 'border-dashed border-edge' : 'border-accent'} ${rowClass}`}
        >
          <span className="min-[30rem]:relative min-[30rem]:col-start-2 min-[30rem]:row-start-1">
            <span
              className={`figures wrap-anywhere bg-paper group-hover/row:bg-tint group-has-[[open]]/row:bg-tint ${nameClass}`}
              style={{ left: within(middle, item.name.length) }}
            >
              {item.name}
            </span>
          </span>
          <time dateTime={item.time} className={timeClass}>
            {t('after', { milliseconds: format.number(after) })}
          </time>
          <span className="col-span-2 text-note text-quiet min-[30rem]:sr-only">
            {isCallBack && `${t('callBack')}: `}
            {way}
          </span>
        </summary>
        <MessageBody item={item} isCallBack={isCallBack} way={way} />
      </details>
    </li>
  );
}

/** The answer to the browser. `middle` is the middle of the gateway's lane, in percent. */
export function AnswerLine({ middle }: { middle: number }) {
  const t = useTranslations('trace');
  return (
    <li
      className={`grid grid-cols-[1fr_auto] gap-x-4 border-l-4 border-accent py-1 pl-2.5 ${rowClass} min-[30rem]:border-l-0 min-[30rem]:pl-0`}
    >
      <span className="min-[30rem]:relative min-[30rem]:col-start-2 min-[30rem]:row-start-1">
        <span
          className="font-medium text-accent min-[30rem]:absolute min-[30rem]:top-4 min-[30rem]:z-20 min-[30rem]:bg-paper min-[30rem]:px-1 min-[30rem]:text-note"
          style={{ left: `calc(${middle}% + 0.75rem)` }}
        >
          {t('answer')}
        </span>
      </span>
    </li>
  );
}

/** Centres a monospaced text at `middle` (percent), shifted as far as needed to keep it inside. */
const within = (middle: number, characters: number): string =>
  `clamp(${characters / 2}ch, ${middle}%, calc(100% - ${characters / 2}ch))`;
