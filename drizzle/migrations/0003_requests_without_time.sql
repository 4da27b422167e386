DROP INDEX "gateway"."requests_created_at_index";--> statement-breakpoint
ALTER TABLE "gateway"."requests" DROP COLUMN "created_at";