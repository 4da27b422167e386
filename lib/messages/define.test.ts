import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { type Answer, defineMessages, type Locks } from './define.ts';

const body = z.object({ orderId: z.string() });
const messages = defineMessages('event-collaboration', {
  Requested: {
    summary: 'Asked.',
    producer: 'gateway',
    consumers: { order: { emits: [['Created', 'Billed'], 'Failed'] }, notification: {} },
    body,
  },
  Created: { summary: 'Made.', producer: 'order', consumers: {}, body },
  Billed: { summary: 'To be charged.', producer: 'order', consumers: {}, body },
  Failed: { summary: 'Not made.', producer: 'order', consumers: {}, body: body.extend({ reason: z.string() }) },
});

type OfOrder = Answer<typeof messages, 'order', 'Requested'>;
type Created = { name: 'Created'; body: { orderId: string } };
type Billed = { name: 'Billed'; body: { orderId: string } };

test('a handler answers with one whole alternative of its row', () => {
  expectTypeOf<[Created, Billed]>().toExtend<OfOrder>();
  expectTypeOf<{ name: 'Failed'; body: { orderId: string; reason: string } }>().toExtend<OfOrder>();
  expectTypeOf<Answer<typeof messages, 'notification', 'Requested'>>().toBeNever();
});

test('half an alternative, another body or another message does not compile', () => {
  expectTypeOf<Created>().not.toExtend<OfOrder>();
  expectTypeOf<[Created]>().not.toExtend<OfOrder>();
  expectTypeOf<{ name: 'Failed'; body: { orderId: string } }>().not.toExtend<OfOrder>();
  expectTypeOf<{ name: 'Requested'; body: { orderId: string } }>().not.toExtend<OfOrder>();
});

test('a row that emits an unknown message does not compile', () => {
  const row = { summary: 'Asked.', producer: 'gateway', body } as const;
  // @ts-expect-error: no such message
  defineMessages('event-collaboration', { Requested: { ...row, consumers: { order: { emits: ['Created'] } } } });
  // @ts-expect-error: no such message in the list
  defineMessages('event-collaboration', { Requested: { ...row, consumers: { order: { emits: [['Created']] } } } });
});

type LockedByOrder = Locks<typeof messages, 'order', object, string>['keys'];
type Lock<Message, Key> = { Requested: (message: Message) => Key };
type RequestedMessage = { body: { orderId: string }; correlationId: string };

test('a service says what it locks for each message that it consumes, and knows the body of the message', () => {
  expectTypeOf<Lock<RequestedMessage, string>>().toExtend<LockedByOrder>();
  expectTypeOf<Lock<RequestedMessage, null>>().toExtend<LockedByOrder>();
  expectTypeOf<Lock<{ body: { userId: string } }, string>>().not.toExtend<LockedByOrder>();
  expectTypeOf<Lock<RequestedMessage, number>>().not.toExtend<LockedByOrder>();
  expectTypeOf<Record<never, never>>().not.toExtend<LockedByOrder>();
});
