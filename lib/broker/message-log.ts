import { sql } from 'drizzle-orm';
import { messages } from '#drizzle/schema/broker';
import { run } from '#lib/db/pool';
import { bare, givenRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { firstIdAt, timeOf } from '#lib/ids';
import type { Participant, Style } from '#lib/messages/define';

/** A recorded message or call-back. */
export interface LoggedMessage {
  id: string;
  style: Style;
  name: string;
  producer: Participant;
  consumers: Participant[];
  correlationId: string;
  causationId: string | null;
  subject: string;
  /** ISO 8601. */
  time: string;
  body: Record<string, unknown>;
}

const given = givenRows(messages, [
  'id',
  'style',
  'name',
  'producer',
  'consumers',
  'correlationId',
  'causationId',
  'subject',
  'time',
  'body',
]);
/**
 * Records the messages of the parameter `rows` in their order, and returns the ids of those that were not recorded before. The id of a message
 * follows from its cause, so the message that a redelivery produces again is recognised by it.
 */
export const insertMessages = sql`INSERT INTO ${messages} (${given.names}) SELECT ${given.columns} FROM ${given.source}
  ON CONFLICT (${bare(messages.id)}) DO NOTHING RETURNING ${bare(messages.id)}`;

const insert = statement<{ id: string }, { rows: LoggedMessage[] }>(insertMessages);

/** Records messages that nobody consumes in the caller's transaction, in the order given. Those that are recorded already stay as they are. */
export function record(tx: Transaction, rows: LoggedMessage[]): void {
  tx.send(insert, { rows });
}

const logged = selection({
  id: messages.id,
  style: messages.style,
  name: messages.name,
  producer: messages.producer,
  consumers: messages.consumers,
  correlationId: messages.correlationId,
  causationId: messages.causationId,
  subject: messages.subject,
  time: sql<string>`to_char(${messages.time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  body: messages.body,
});

/** Ids of messages carry the time, so Postgres skips the partitions that end before it. */
const notBefore = sql`${messages.id} >= ${sql.placeholder('firstId')}`;
const ofRequest = statement<LoggedMessage, { correlationId: string; firstId: string }>(
  sql`SELECT ${logged} FROM ${messages} WHERE ${messages.correlationId} = ${sql.placeholder('correlationId')} AND ${notBefore}
    ORDER BY ${messages.position}`,
);
const replies = statement<LoggedMessage, { correlationIds: string[]; firstId: string }>(
  sql`SELECT ${logged} FROM ${messages} WHERE ${messages.correlationId} = ANY(${sql.placeholder('correlationIds')})
    AND 'gateway' = ANY(${messages.consumers}) AND ${notBefore}`,
);

const CLOCKS_DIFFER_MS = 3_600_000;

/** Smaller than the id of every message of these requests, which are made after their correlation ids. */
const firstIdOf = (correlationIds: string[]): string =>
  firstIdAt(Math.min(...correlationIds.map(timeOf)) - CLOCKS_DIFFER_MS);

/** The messages and call-backs of one request, in the order they were recorded. */
export const readMessages = (correlationId: string): Promise<LoggedMessage[]> =>
  run(ofRequest, { correlationId, firstId: firstIdOf([correlationId]) });

/** The replies to the gateway that were recorded under these correlation ids: at most one for each. */
export const readReplies = (correlationIds: string[]): Promise<LoggedMessage[]> =>
  run(replies, { correlationIds, firstId: firstIdOf(correlationIds) });

const redact = statement<never, { correlationIds: string[]; email: string }>(
  sql`UPDATE ${messages} SET ${bare(messages.body)} = '{}'
    WHERE ${messages.correlationId} = ANY(${sql.placeholder('correlationIds')})
      OR ${messages.body} ->> 'email' = ${sql.placeholder('email')}
      OR ${messages.body} -> 'contact' ->> 'email' = ${sql.placeholder('email')}`,
);

/**
 * Empties the bodies of the messages of these requests, and of all that carry the e-mail address, which may stand in
 * requests of others. That there were messages, and in which order, stays. It reads the whole log, for people are
 * erased rarely.
 */
export async function redactMessages(tx: Transaction, correlationIds: string[], email: string): Promise<void> {
  await tx.run(redact, { correlationIds, email });
}
