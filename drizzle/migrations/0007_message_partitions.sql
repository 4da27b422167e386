-- The message log is partitioned by week, so that old weeks are dropped instead of deleted row by row. What is there stays where it is and
-- becomes the first partition: it is read once, for its bounds, and not rewritten.
LOCK TABLE "gateway"."messages" IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
CREATE SEQUENCE "gateway"."message_positions";--> statement-breakpoint
SELECT setval('gateway.message_positions', (SELECT "last_value" + 1 FROM "gateway"."messages_position_seq"), false);--> statement-breakpoint
ALTER TABLE "gateway"."messages"
	ALTER COLUMN "position" DROP IDENTITY,
	ALTER COLUMN "position" SET DEFAULT nextval('gateway.message_positions');--> statement-breakpoint
ALTER TABLE "gateway"."messages" RENAME TO "messages_until";--> statement-breakpoint
ALTER TABLE "gateway"."messages_until" RENAME CONSTRAINT "messages_pkey" TO "messages_until_pkey";--> statement-breakpoint
ALTER INDEX "gateway"."messages_correlation_id_position_index" RENAME TO "messages_until_correlation_id_position_index";--> statement-breakpoint
CREATE TABLE "gateway"."messages" (LIKE "gateway"."messages_until" INCLUDING DEFAULTS) PARTITION BY RANGE ("id");--> statement-breakpoint
ALTER TABLE "gateway"."messages" ADD PRIMARY KEY ("id");--> statement-breakpoint
CREATE INDEX "messages_correlation_id_position_index" ON "gateway"."messages" USING btree ("correlation_id","position");--> statement-breakpoint
CREATE TABLE "gateway"."messages_default" PARTITION OF "gateway"."messages" DEFAULT;--> statement-breakpoint
-- The first partition ends on the Monday after next; later ones are weeks. Names end with the day before which their messages were published.
DO $$
DECLARE
	monday date := (date_trunc('week', now() AT TIME ZONE 'UTC') + interval '2 weeks')::date;
	first_id uuid := rpad(lpad(to_hex((extract(epoch FROM monday) * 1000)::bigint), 12, '0'), 32, '0')::uuid;
	name text := 'messages_until_' || to_char(monday, 'YYYYMMDD');
BEGIN
	EXECUTE format('ALTER TABLE gateway.messages ATTACH PARTITION gateway.messages_until FOR VALUES FROM (MINVALUE) TO (%L)', first_id);
	EXECUTE format('ALTER TABLE gateway.messages_until RENAME TO %I', name);
END $$;
