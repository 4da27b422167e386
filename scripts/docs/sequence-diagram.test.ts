import { expect, test } from 'vitest';
import { flows, styles } from '#lib/messages/define';
import { sequenceDiagram } from './sequence-diagram.ts';

const diagrams = styles.flatMap((style) => flows.map((flow) => ({ style, flow, text: sequenceDiagram(style, flow) })));

// The parser of Mermaid weighs 200 MB with its packages: this is the part of its grammar that the diagrams use.
const statement =
  /^(actor \w+ as [\w ]+|participant \w+ as [\w ]+|\w+--?>>\w+: [^;#]+|Note over \w+: [^;#]+|(alt|else|par|and) [^;#]+|end)$/;

test.each(diagrams)('the diagram of $flow in $style follows the grammar', ({ text }) => {
  const [header, ...lines] = text.split('\n').map((line) => line.trim());
  expect(header).toBe('sequenceDiagram');
  expect(lines.filter((line) => !statement.test(line))).toEqual([]);
});

test.each(diagrams)('the diagram of $flow in $style closes what it opens and knows who speaks', ({ text }) => {
  const open: string[] = [];
  const known = new Set<string>();
  for (const line of text.split('\n').map((line) => line.trim())) {
    const [word = ''] = line.split(' ');
    if (word === 'alt' || word === 'par') open.push(word);
    if (word === 'else') expect(open.at(-1)).toBe('alt');
    if (word === 'and') expect(open.at(-1)).toBe('par');
    if (word === 'end') expect(open.pop()).toBeDefined();
    if (word === 'actor' || word === 'participant') known.add(line.split(' ')[1] ?? '');
    for (const [, from = '', to = ''] of line.matchAll(/^(\w+)--?>>(\w+):/g)) {
      expect(known).toContain(from);
      expect(known).toContain(to);
    }
  }
  expect(open).toEqual([]);
});

test('an order is answered after its payment in command-reply, and before it where events travel', () => {
  const isAnsweredFirst = (style: (typeof styles)[number], payment: string) => {
    const text = sequenceDiagram(style, 'order');
    return text.indexOf('gateway-->>customer: 201') < text.indexOf(payment);
  };
  expect(isAnsweredFirst('command-reply', 'PaymentOrderResponse')).toBe(false);
  expect(isAnsweredFirst('event-notification', 'BillPayed')).toBe(true);
  expect(isAnsweredFirst('event-collaboration', 'OrderPaymentCreated')).toBe(true);
});

test('a refusal is answered with a problem', () => {
  expect(sequenceDiagram('event-notification', 'register')).toContain(
    ['  else UserRejected', '    user->>gateway: UserRejected', '    gateway-->>customer: problem+json', '  end'].join(
      '\n',
    ),
  );
});
