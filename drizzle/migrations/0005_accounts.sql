CREATE SCHEMA "accounts";
--> statement-breakpoint
ALTER TABLE "gateway"."credentials" SET SCHEMA "accounts";--> statement-breakpoint
ALTER TABLE "gateway"."sessions" SET SCHEMA "accounts";--> statement-breakpoint
ALTER TABLE "gateway"."tokens" SET SCHEMA "accounts";--> statement-breakpoint
ALTER TABLE "gateway"."links" SET SCHEMA "accounts";--> statement-breakpoint
ALTER TABLE "gateway"."sign_in_failures" SET SCHEMA "accounts";--> statement-breakpoint
ALTER TABLE "accounts"."sign_in_failures" RENAME TO "rate_limits";--> statement-breakpoint
ALTER TABLE "accounts"."rate_limits" RENAME COLUMN "email" TO "subject";--> statement-breakpoint
ALTER TABLE "accounts"."rate_limits" RENAME COLUMN "failures" TO "attempts";--> statement-breakpoint
-- Counts of failed sign-ins were stored under the address alone.
UPDATE "accounts"."rate_limits" SET "subject" = 'sign-in:' || "subject" WHERE "subject" NOT LIKE 'sign-up:%' AND "subject" NOT LIKE 'money:%';
