import { type Column, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { orders } from '#drizzle/schema/order';

/** The order that a check is about. */
export const order = alias(orders, 'order');

/** How an order reads in a fault. */
export const ORDER = sql`format('order %s of user %s over %s %s is %s', ${order.id}, ${order.userId}, ${order.total},
  ${order.currency}, ${order.status})`;

/** True while a message of the request waits or is being handled. A dead letter waits for nobody. */
export const isInFlight = (correlationId: Column): SQL =>
  sql`${correlationId}::text IN (SELECT request FROM job WHERE NOT dead)`;

/** The queues in which messages of the request ended undone. */
export const deadLetters = (correlationId: Column): SQL => sql`coalesce(
  (SELECT 'dead letters of it: ' || string_agg(DISTINCT queue, ', ') FROM job WHERE dead AND request = ${correlationId}::text),
  'no dead letter of it')`;
