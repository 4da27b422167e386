CREATE TABLE "gateway"."audits" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"faults" integer NOT NULL
);
