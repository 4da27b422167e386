import { eq } from 'drizzle-orm';
import { requests } from '#drizzle/schema/gateway';
import { may } from '#lib/accounts/roles';
import type { Identity } from '#lib/accounts/sign-in';
import { readMessages } from '#lib/broker/message-log';
import { orm } from '#lib/db/pool';
import { isId } from '#lib/ids';
import type { Participant } from '#lib/messages/define';

/** A recorded message or call-back, as its owner and the office see it. `time` in ISO 8601. */
export interface MessageView {
  id: string;
  name: string;
  producer: Participant;
  consumers: Participant[];
  correlationId: string;
  causationId: string | null;
  time: string;
  /** What it says; nothing in it is secret from whoever may see the message. Empty for a call-back, whose answer is not recorded. */
  body: Record<string, unknown>;
}

/** The messages and call-backs of one request, in the order they were recorded; null unless the reader owns the request or may read everybody's. */
export async function readTrace(correlationId: string, reader: Identity): Promise<MessageView[] | null> {
  if (!isId(correlationId)) return null;
  const [request] = await orm()
    .select({ ownerId: requests.ownerId })
    .from(requests)
    .where(eq(requests.correlationId, correlationId));
  if (!request || (request.ownerId !== reader.userId && !may(reader.role, 'messages.read'))) return null;
  const messages = await readMessages(correlationId);
  return messages.map(({ id, name, producer, consumers, correlationId, causationId, time, body }) => ({
    id,
    name,
    producer,
    consumers,
    correlationId,
    causationId,
    time,
    body,
  }));
}
