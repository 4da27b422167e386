ALTER TABLE "gateway"."audits" ADD COLUMN "findings" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "gateway"."audits" ADD COLUMN "covered" jsonb;