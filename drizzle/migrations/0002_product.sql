CREATE TABLE "gateway"."links" (
	"hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notification"."account_mails" (
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
CREATE TABLE "notification"."alerts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"transfer_id" uuid NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"provider_id" text,
	CONSTRAINT "alerts_one_per_crossing" UNIQUE("transfer_id")
);
--> statement-breakpoint
CREATE TABLE "notification"."preferences" (
	"user_id" uuid NOT NULL,
	"event" text NOT NULL,
	"by_email" boolean NOT NULL,
	"in_app" boolean NOT NULL,
	CONSTRAINT "preferences_user_id_event_pk" PRIMARY KEY("user_id","event")
);
--> statement-breakpoint
ALTER TABLE "billing"."accounts" ADD COLUMN "alert_below" bigint;--> statement-breakpoint
ALTER TABLE "gateway"."sessions" ADD COLUMN "user_agent" text;--> statement-breakpoint
ALTER TABLE "gateway"."sessions" ADD COLUMN "last_seen_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "gateway"."tokens" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "gateway"."tokens" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "gateway"."tokens" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "order"."products" ADD COLUMN "category" text DEFAULT 'other' NOT NULL;--> statement-breakpoint
ALTER TABLE "order"."products" ADD COLUMN "art" text DEFAULT 'token' NOT NULL;--> statement-breakpoint
ALTER TABLE "user"."users" ADD COLUMN "email_verified_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "links_user_id_index" ON "gateway"."links" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "account_mails_user_id_index" ON "notification"."account_mails" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "alerts_user_id_id_index" ON "notification"."alerts" USING btree ("user_id","id" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "gateway"."tokens" ADD CONSTRAINT "tokens_id_unique" UNIQUE("id");