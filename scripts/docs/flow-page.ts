import { type Flow, flows, type MessageDefinition, type Style } from '#lib/messages/define';
import { flowOf } from '#lib/messages/flows';
import { messagesOf } from '#lib/messages/index';
import { fieldsOf, generated, table } from './markdown.ts';
import { sequenceDiagram } from './sequence-diagram.ts';

const introductions: Record<Style, string> = {
  'command-reply':
    'The gateway publishes a command and waits for the reply message, which carries the outcome. An order is answered after its payment.',
  'event-notification':
    'Events say that something happened and carry ids; a consumer that needs more calls back over HTTP before it begins its work. An order is answered before its payment.',
  'event-collaboration':
    'Events carry all that happened; consumers keep their own copies and ask nobody. An order is answered before its payment.',
};

const flowTitles: Record<Flow, string> = {
  register: 'Register',
  order: 'Order',
  transfer: 'Top up',
  withdraw: 'Withdraw',
  advance: 'Advance an order',
  refund: 'Refund',
};

/** The page of a style: each flow as a diagram, and its messages. */
export function flowPage(style: Style): string {
  return `${[
    `# ${style}`,
    generated(`lib/messages/${style}.ts`),
    introductions[style],
    'Solid arrows are messages, which the broker carries to the queue of each consumer. Dashed arrows are HTTP: requests, call-backs and their answers. The first branch of an `alt` is the good one.',
    ...flows.flatMap((flow) => [`## ${flowTitles[flow]}`, ...flowSection(style, flow)]),
    '## Messages',
    table(['Message', 'From → to', 'Meaning', 'Body'], Object.entries(messagesOf[style].table).map(messageRow)),
  ].join('\n\n')}\n`;
}

function flowSection(style: Style, flow: Flow): string[] {
  const owner = flowOf(style, flow).messages.style;
  const diagram = `\`\`\`mermaid\n${sequenceDiagram(style, flow)}\n\`\`\``;
  return owner === style
    ? [diagram]
    : [`The messages are those of [${owner}](${owner}.md#messages) in every style.`, diagram];
}

function messageRow([name, { producer, consumers, summary, body }]: [string, MessageDefinition]): string[] {
  return [`\`${name}\``, `${producer} → ${Object.keys(consumers).join(', ') || 'nobody'}`, summary, fieldsOf(body)];
}
