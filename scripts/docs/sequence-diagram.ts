import { callBacks } from '#lib/messages/call-backs';
import type { Flow, Participant, Style } from '#lib/messages/define';
import { type Delivery, flowOf, type Occurrence, requestOf, sequenceOf } from '#lib/messages/flows';

const titles: Record<Participant, string> = {
  gateway: 'Gateway',
  user: 'User Service',
  billing: 'Billing Service',
  order: 'Order Service',
  notification: 'Notification Service',
};

/**
 * The Mermaid sequence diagram of a flow. Solid arrows are messages, which the broker carries; dashed arrows are HTTP
 * requests and their answers.
 */
export function sequenceDiagram(style: Style, flow: Flow): string {
  const { status, first } = flowOf(style, flow);
  const steps = sequenceOf(style, flow).flatMap((path) => path.steps);
  const present = new Set(steps.flatMap(({ producer, consumers }) => [producer, ...consumers]));
  return [
    'sequenceDiagram',
    ...indented([
      'actor customer as User',
      ...Object.entries(titles)
        .filter(([participant]) => present.has(participant as Participant))
        .map(([participant, title]) => `participant ${participant} as ${title}`),
      `customer-->>gateway: ${requestOf(style, flow)}`,
      ...published([first], status),
    ]),
  ].join('\n');
}

/** Messages that are published together, to all their consumers in parallel. `status` is null off the good path. */
function published(messages: Occurrence[], status: number | null): string[] {
  const unheard = messages.filter(({ deliveries }) => deliveries.length === 0);
  const notes = unheard.map(({ producer, name }) => `Note over ${producer}: publishes ${name}, which nobody consumes`);
  const branches = messages.flatMap((message) =>
    message.deliveries.map((delivery) => ({
      title: `to ${titles[delivery.consumer]}`,
      lines: delivered(message, delivery, status),
    })),
  );
  return [...notes, ...(branches.length > 1 ? block('par', 'and', branches) : branches.flatMap(({ lines }) => lines))];
}

function delivered({ name, outcome, producer }: Occurrence, delivery: Delivery, status: number | null): string[] {
  const { consumer, calls, alternatives } = delivery;
  const lines = [`${producer}->>${consumer}: ${name}${outcome ? ` (${outcome})` : ''}`];
  if (calls) {
    const { callee } = callBacks[calls];
    lines.push(`${consumer}-->>${callee}: ${calls}`, `${callee}-->>${consumer}: 200`);
  }
  if (consumer === 'gateway') lines.push(`gateway-->>customer: ${status ?? 'problem+json'}`);
  const branches = alternatives.map(({ label, messages }, index) => ({
    title: label,
    lines: published(messages, index === 0 ? status : null),
  }));
  return [
    ...lines,
    ...(branches.length > 1 ? block('alt', 'else', branches) : branches.flatMap((branch) => branch.lines)),
  ];
}

function block(first: string, next: string, branches: { title: string; lines: string[] }[]): string[] {
  const parts = branches.flatMap(({ title, lines }, index) => [
    `${index === 0 ? first : next} ${title}`,
    ...indented(lines),
  ]);
  return [...parts, 'end'];
}

const indented = (lines: string[]): string[] => lines.map((line) => `  ${line}`);
