import { query } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
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

/**
 * Records messages in the caller's transaction, in the order given, and returns the ids that were not recorded yet: the id of
 * a message follows from its cause, so a message that is produced again after a redelivery is recognised here.
 */
export async function record(tx: Transaction, messages: LoggedMessage[]): Promise<Set<string>> {
  const recorded = await tx.query<{ id: string }>(
    `INSERT INTO gateway.messages (id, style, name, producer, consumers, correlation_id, causation_id, subject, "time", body)
     SELECT id, style, name, producer, consumers::text[], "correlationId", "causationId", subject, "time", body
     FROM json_to_recordset($1) AS message(id uuid, style text, name text, producer text, consumers text, "correlationId" uuid,
       "causationId" uuid, subject text, "time" timestamptz, body jsonb)
     ON CONFLICT (id) DO NOTHING
     RETURNING id`,
    [JSON.stringify(messages.map((message) => ({ ...message, consumers: `{${message.consumers}}` })))],
  );
  return new Set(recorded.map((row) => row.id));
}

/** The messages and call-backs of one request, in the order they were recorded. */
export function readMessages(correlationId: string): Promise<LoggedMessage[]> {
  return query<LoggedMessage>(`${SELECT} WHERE correlation_id = $1 ORDER BY position`, [correlationId]);
}

/** The replies to the gateway that were recorded under the given correlation ids: at most one for each. */
export function readReplies(correlationIds: string[]): Promise<LoggedMessage[]> {
  return query<LoggedMessage>(`${SELECT} WHERE correlation_id = ANY($1) AND 'gateway' = ANY(consumers)`, [
    correlationIds,
  ]);
}

const SELECT = `SELECT id, style, name, producer, consumers, correlation_id AS "correlationId", causation_id AS "causationId", subject,
  to_char("time" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "time", body FROM gateway.messages`;
