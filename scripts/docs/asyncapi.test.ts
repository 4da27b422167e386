import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { allQueues, jobQueues } from '#lib/broker/queues';
import { asyncApi } from './asyncapi.ts';

interface Operation {
  action: 'send' | 'receive';
  channel: { $ref: string };
  reply?: { channel: { $ref: string } };
}

interface Message {
  name: string;
  title: string;
  payload: { title: string; allOf: [unknown, { properties: { data: Data } }] };
}

interface Data {
  title: string;
  oneOf?: { title: string }[];
}

const document = asyncApi('1.0.0') as {
  channels: Record<string, { messages: Record<string, unknown> }>;
  operations: Record<string, Operation>;
  components: { messages: Record<string, Message> };
};

/** What a reference names, or undefined. */
function resolve($ref: string): unknown {
  const path = $ref.replace('#/', '').split('/');
  return path.reduce<unknown>((node, key) => {
    const found = (node as Record<string, unknown> | undefined)?.[key];
    return found && typeof found === 'object' && '$ref' in found ? resolve(String(found.$ref)) : found;
  }, document);
}

test('is an AsyncAPI 3.1 document', () => {
  // The schema brings its own copy of the schema of schemas.
  const ajv = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false });
  const fits = ajv.compile(specs.schemas['3.1.0'] as object);
  expect(fits(document) ? [] : fits.errors).toEqual([]);
});

test('refers to nothing that it does not hold', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, $ref = '']) => $ref);
  expect(refs.length).toBeGreaterThan(100);
  expect(refs.filter(($ref) => resolve($ref) === undefined)).toEqual([]);
});

test('gives every payload and body a name that generated code can use, and no other has', () => {
  const messages = Object.values(document.components.messages);
  const titles = messages.flatMap(({ payload }) => {
    const { title, oneOf = [] } = payload.allOf[1].properties.data;
    return [payload.title, title, ...oneOf.map((one) => one.title)];
  });
  expect(titles.filter((title) => !/^[A-Z][A-Za-z]+$/.test(title))).toEqual([]);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles).toContain('EventNotificationUserCreated');
  expect(titles).toContain('CommandReplyCreateOrderResponseDataRefused');
  expect(new Set(messages.map(({ title }) => title)).size).toBe(messages.length);
});

test('has a channel for each queue of messages, and one for the replies to the gateway', () => {
  const replies = ['command-reply.gateway', 'event-notification.gateway', 'event-collaboration.gateway'];
  const queues = allQueues().filter((queue) => !jobQueues.includes(queue));
  expect(Object.keys(document.channels).sort()).toEqual([...new Set([...queues, ...replies])].sort());
});

test('receives each message of a channel and sends it there', () => {
  for (const [channel, { messages }] of Object.entries(document.channels)) {
    const there = Object.values(document.operations).filter((operation) =>
      operation.channel.$ref.endsWith(`/${channel}`),
    );
    for (const action of ['send', 'receive']) {
      expect(there.filter((operation) => operation.action === action)).toHaveLength(Object.keys(messages).length);
    }
  }
});

test('names where the reply to a command goes, and asks no reply to an event', () => {
  const replies = Object.entries(document.operations).flatMap(([name, { reply }]) =>
    reply ? [[name, reply.channel.$ref]] : [],
  );
  expect(Object.fromEntries(replies)).toMatchObject({
    'command-reply.gateway.send.BillingTransfer.billing': '#/channels/command-reply.gateway',
    'command-reply.billing.receive.PaymentOrder': '#/channels/command-reply.order',
  });
  expect(replies.filter(([name]) => !name?.startsWith('command-reply.'))).toEqual([]);
});
