-- One outbox for every e-mail, and one table for every notification. Readers go on meanwhile, writers wait.
LOCK TABLE "notification"."notifications", "notification"."alerts", "notification"."account_mails" IN SHARE ROW EXCLUSIVE MODE;--> statement-breakpoint
CREATE TABLE "notification"."mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"provider_id" text
);
--> statement-breakpoint
-- Mails keep their ids, under which those that wait will be sent. A notification without an address belongs to somebody who deleted the account.
INSERT INTO "notification"."mails" ("id", "user_id", "kind", "address", "subject", "text", "created_at", "sent_at", "provider_id")
SELECT "id", "user_id", "kind", "address", "subject", "text", "created_at", "sent_at", "provider_id"
FROM "notification"."notifications" WHERE "by_email" AND "address" <> ''
UNION ALL
SELECT "id", "user_id", 'low-balance', "address", "subject", "text", "created_at", "sent_at", "provider_id"
FROM "notification"."alerts" WHERE "by_email" AND "address" <> ''
UNION ALL
SELECT "id", "user_id", "kind", "address", "subject", "text", "created_at", "sent_at", "provider_id"
FROM "notification"."account_mails";--> statement-breakpoint
CREATE INDEX "mails_user_id_index" ON "notification"."mails" USING btree ("user_id");--> statement-breakpoint
-- None of these rewrites the table.
ALTER TABLE "notification"."notifications"
	ALTER COLUMN "order_id" DROP NOT NULL,
	ADD COLUMN "transfer_id" uuid,
	DROP COLUMN "by_email",
	DROP COLUMN "sent_at",
	DROP COLUMN "provider_id";--> statement-breakpoint
INSERT INTO "notification"."notifications" ("id", "user_id", "kind", "transfer_id", "address", "subject", "text", "created_at", "read_at")
SELECT "id", "user_id", 'low-balance', "transfer_id", "address", "subject", "text", "created_at", "read_at" FROM "notification"."alerts";--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_one_per_transfer" ON "notification"."notifications" USING btree ("transfer_id") WHERE "notification"."notifications"."transfer_id" IS NOT NULL;--> statement-breakpoint
-- NOT VALID: it holds for what is there, which need not be read for it.
ALTER TABLE "notification"."notifications" ADD CONSTRAINT "notifications_subject" CHECK (CASE WHEN "notification"."notifications"."kind" = 'low-balance' THEN "notification"."notifications"."transfer_id" IS NOT NULL AND "notification"."notifications"."order_id" IS NULL
        ELSE "notification"."notifications"."order_id" IS NOT NULL AND "notification"."notifications"."transfer_id" IS NULL END) NOT VALID;--> statement-breakpoint
DROP TABLE "notification"."alerts";--> statement-breakpoint
DROP TABLE "notification"."account_mails";--> statement-breakpoint
-- The jobs of the three queues of mails go into one, those that wait, that are being handled and that are dead letters. A worker of the
-- previous version that holds one loses its claim: the job is done again, under the same idempotency key.
DO $$ BEGIN
	IF to_regclass('pgboss.job') IS NULL THEN RETURN; END IF; -- a new database
	UPDATE pgboss.job SET
		name = regexp_replace(name, 'account-email|alert-email', 'email'),
		dead_letter = regexp_replace(dead_letter, 'account-email|alert-email', 'email'),
		source_name = regexp_replace(source_name, 'account-email|alert-email', 'email'),
		priority = CASE WHEN name LIKE '%account-email%' THEN 1 ELSE priority END,
		data = jsonb_build_object('mailId', coalesce(data -> 'notificationId', data -> 'alertId', data -> 'mailId'))
	WHERE name IN ('notification.email', 'notification.account-email', 'notification.alert-email',
		'notification.email.dead', 'notification.account-email.dead', 'notification.alert-email.dead');
	DELETE FROM pgboss.queue WHERE name IN ('notification.account-email', 'notification.alert-email',
		'notification.account-email.dead', 'notification.alert-email.dead');
END $$;
