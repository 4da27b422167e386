ALTER TABLE "gateway"."shop" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "gateway"."shop" ADD COLUMN "accent" text;--> statement-breakpoint
ALTER TABLE "gateway"."shop" ADD COLUMN "languages" text[];