import clsx from 'clsx';
import { useFormatter, useTranslations } from 'next-intl';

type Participant = 'gateway' | 'user' | 'billing' | 'order' | 'notification';

interface Message {
  id: string;
  name: string;
  producer: Participant;
  consumers: Participant[];
  /** ISO 8601. */
  time: string;
}

/** The messages of one request in their order, each with its way and when it was recorded. Call-backs are dashed and named so. */
export function MessageList({ messages }: { messages: Message[] }) {
  const t = useTranslations('trace');
  const format = useFormatter();
  const start = Date.parse(messages[0]?.time ?? '');
  return (
    <ol className="grid gap-2">
      {messages.map(({ id, name, producer, consumers, time }) => {
        const isCallBack = name.startsWith('GET ');
        const to = consumers.map((consumer) => t(`participant.${consumer}`));
        return (
          <li
            key={id}
            className={clsx(
              'grid grid-cols-[1fr_auto] gap-x-4 border-l-2 py-1 pl-3',
              isCallBack ? 'border-dashed border-edge' : 'border-accent',
            )}
          >
            <span className="figures wrap-anywhere">{name}</span>
            <time dateTime={time} className="figures text-note text-quiet">
              {t('after', { milliseconds: format.number(Date.parse(time) - start) })}
            </time>
            <span className="col-span-2 text-note text-quiet">
              {isCallBack && `${t('callBack')}: `}
              {to.length === 0
                ? t('unheard', { producer: t(`participant.${producer}`) })
                : t('way', {
                    producer: t(`participant.${producer}`),
                    consumers: format.list(to, { type: 'conjunction' }),
                  })}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
