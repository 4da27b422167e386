import { type CallBack, callBacks } from '#lib/messages/call-backs';
import { isQueued, type Messages, participants, styles } from '#lib/messages/define';
import { messagesOf } from '#lib/messages/index';
import { attributes } from './envelope.ts';
import { fieldsOf, generated, table } from './markdown.ts';

/** The page about what all styles share: envelope, queues and call-backs. */
export function messagesPage(): string {
  const tables = Object.values(messagesOf);
  return `${[
    '# Messages',
    generated('lib/messages'),
    'The same business runs in three interaction styles, side by side. A table for each declares its messages; broker, handlers, tests and these pages follow from it.',
    styles
      .map((style) => `- [${style}](flows/${style}.md): its flows as sequence diagrams, and its messages`)
      .join('\n'),
    'For machines: [asyncapi.yaml](asyncapi.yaml), in AsyncAPI 3.1.',
    '## Envelope',
    'Every message is a CloudEvents 1.0 event in structured mode. It never carries a password, a hash or a token.',
    table(
      ['Attribute', 'Meaning'],
      Object.entries(attributes).map(([name, { description, const: fixed }]) => [
        `\`${name}\``,
        `${description}${fixed ? ` Always \`${fixed}\`.` : ''}`,
      ]),
    ),
    '## Queues',
    'One for each participant in each style. What cannot be handled ends in the queue of the same name with `.dead`. The gateway reads the reply to a request from the message log; its queue gets only the replies from which more follows than an answer.',
    table(['Queue', 'Messages'], tables.flatMap(queueRows)),
    '## Call-backs',
    'HTTP requests that a consumer makes before it begins its work, recorded like messages.',
    table(
      ['Call-back', 'Asked by', 'Answer'],
      Object.entries(callBacks).map(([call, { answer }]) => [
        `\`${call}\``,
        tables.flatMap((messages) => askersOf(messages, call as CallBack)).join('<br>'),
        fieldsOf(answer),
      ]),
    ),
  ].join('\n\n')}\n`;
}

function queueRows({ style, table: messages }: Messages): string[][] {
  return participants
    .map((participant) => {
      const queued = Object.entries(messages).filter(([, definition]) => isQueued(definition, participant));
      return [participant, queued.map(([name]) => name)] as const;
    })
    .filter(([, names]) => names.length > 0)
    .map(([participant, names]) => [`\`${style}.${participant}\``, names.map((name) => `\`${name}\``).join(', ')]);
}

function askersOf({ style, table: messages }: Messages, call: CallBack): string[] {
  return Object.entries(messages).flatMap(([name, { consumers }]) =>
    Object.entries(consumers)
      .filter(([, { calls }]) => calls === call)
      .map(([consumer]) => `${consumer}, for \`${name}\` of ${style}`),
  );
}
