-- The office: roles and what they do, money by method, orders after the payment, the catalogue. No statement rewrites a table: new columns have
-- no default or a constant one, and new checks are NOT VALID, because they allow all that the old ones did.
CREATE TABLE "accounts"."audit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text,
	"origin" text,
	"correlation_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts"."invitations" (
	"hash" text PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"used_by" uuid,
	CONSTRAINT "invitations_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "billing"."day_closes" (
	"number" bigint PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"position" bigint NOT NULL,
	"expected" jsonb NOT NULL,
	"counted" jsonb NOT NULL,
	"totals" jsonb NOT NULL,
	"reason" text,
	"closed_by" uuid NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "day_closes_day_unique" UNIQUE("day")
);
--> statement-breakpoint
CREATE TABLE "billing"."payouts" (
	"transfer_id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"method" text,
	"reason" text,
	"decided_by" uuid,
	"decided_as" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "payouts_state" CHECK ("billing"."payouts"."state" in ('waiting', 'settled', 'returned')),
	CONSTRAINT "payouts_decided" CHECK (("billing"."payouts"."state" <> 'waiting') = (num_nulls("billing"."payouts"."decided_by", "billing"."payouts"."decided_as", "billing"."payouts"."decided_at") = 0))
);
--> statement-breakpoint
CREATE TABLE "order"."days" (
	"day" date PRIMARY KEY NOT NULL,
	"last_number" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order"."images" (
	"hash" text PRIMARY KEY NOT NULL,
	"small" "bytea" NOT NULL,
	"large" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order"."opening_exceptions" (
	"day" date PRIMARY KEY NOT NULL,
	"opens" time,
	"closes" time,
	"note" text,
	CONSTRAINT "opening_exceptions_span" CHECK (num_nulls("order"."opening_exceptions"."opens", "order"."opening_exceptions"."closes") = 2 or "order"."opening_exceptions"."opens" < "order"."opening_exceptions"."closes")
);
--> statement-breakpoint
CREATE TABLE "order"."opening_hours" (
	"weekday" smallint NOT NULL,
	"opens" time NOT NULL,
	"closes" time NOT NULL,
	CONSTRAINT "opening_hours_weekday_opens_pk" PRIMARY KEY("weekday","opens"),
	CONSTRAINT "opening_hours_weekday" CHECK ("order"."opening_hours"."weekday" between 0 and 6),
	CONSTRAINT "opening_hours_span" CHECK ("order"."opening_hours"."opens" < "order"."opening_hours"."closes")
);
--> statement-breakpoint
CREATE TABLE "order"."refunds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"items" jsonb NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"restock" boolean NOT NULL,
	"cancels" boolean NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"refusal" text,
	"origin" text,
	"correlation_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "refunds_amount" CHECK ("order"."refunds"."amount" > 0 or "order"."refunds"."status" = 'refused')
);
--> statement-breakpoint
CREATE SEQUENCE "billing"."transfer_positions" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
ALTER TABLE "notification"."notifications" DROP CONSTRAINT "notifications_one_per_order";--> statement-breakpoint
ALTER TABLE "billing"."accounts" DROP CONSTRAINT "accounts_shape";--> statement-breakpoint
ALTER TABLE "billing"."decisions" DROP CONSTRAINT "decisions_kind";--> statement-breakpoint
ALTER TABLE "billing"."transfers" DROP CONSTRAINT "transfers_kind";--> statement-breakpoint
DROP INDEX "billing"."transfers_one_reversal";--> statement-breakpoint
ALTER TABLE "billing"."accounts" ADD COLUMN "blocked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "billing"."transfers" ADD COLUMN "method" text;--> statement-breakpoint
ALTER TABLE "billing"."transfers" ADD COLUMN "actor_id" uuid;--> statement-breakpoint
ALTER TABLE "billing"."transfers" ADD COLUMN "note" text;--> statement-breakpoint
-- In two steps: with its default at once, the column would be filled in for every row.
ALTER TABLE "billing"."transfers" ADD COLUMN "position" bigint;--> statement-breakpoint
ALTER TABLE "billing"."transfers" ALTER COLUMN "position" SET DEFAULT nextval('billing.transfer_positions');--> statement-breakpoint
CREATE INDEX "transfers_by_position" ON "billing"."transfers" USING brin ("position");--> statement-breakpoint
CREATE INDEX "transfers_by_time" ON "billing"."transfers" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "transfers_beside_payments" ON "billing"."transfers" USING btree ("id") WHERE "billing"."transfers"."kind" <> 'payment';--> statement-breakpoint
ALTER TABLE "gateway"."requests" ADD COLUMN "outcome" jsonb;--> statement-breakpoint
ALTER TABLE "notification"."notifications" ADD COLUMN "refund_id" uuid;--> statement-breakpoint
ALTER TABLE "order"."orders" ADD COLUMN "instant" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "order"."orders" ADD COLUMN "number" integer;--> statement-breakpoint
ALTER TABLE "order"."orders" ADD COLUMN "day" date;--> statement-breakpoint
ALTER TABLE "order"."orders" ADD COLUMN "fulfilment" text;--> statement-breakpoint
ALTER TABLE "order"."orders" ADD COLUMN "fulfilment_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "order"."orders" ADD COLUMN "fulfilment_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order"."orders" ADD COLUMN "refunded" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order"."products" ADD COLUMN "names" jsonb;--> statement-breakpoint
ALTER TABLE "order"."products" ADD COLUMN "descriptions" jsonb;--> statement-breakpoint
ALTER TABLE "order"."products" ADD COLUMN "image_hash" text;--> statement-breakpoint
ALTER TABLE "order"."products" ADD COLUMN "sold_out_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "order"."products" ADD COLUMN "stock" bigint;--> statement-breakpoint
ALTER TABLE "order"."products" ADD COLUMN "instant" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "order"."products" ADD COLUMN "archived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "order"."rejections" ADD COLUMN "opens_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gateway"."shop" ADD COLUMN "registration" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "user"."users" ADD COLUMN "card_id" text;--> statement-breakpoint
ALTER TABLE "user"."users" ADD COLUMN "note" text;--> statement-breakpoint
CREATE INDEX "invitations_email_index" ON "accounts"."invitations" USING btree ("email");--> statement-breakpoint
CREATE INDEX "invitations_used_by_index" ON "accounts"."invitations" USING btree ("used_by");--> statement-breakpoint
CREATE INDEX "audit_log_subject_id_index" ON "accounts"."audit_log" USING btree ("subject","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_log_actor_id_id_index" ON "accounts"."audit_log" USING btree ("actor_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "payouts_waiting" ON "billing"."payouts" USING btree ("transfer_id") WHERE "billing"."payouts"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "refunds_order_id_index" ON "order"."refunds" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "orders_refused" ON "order"."orders" USING btree ("id") WHERE "order"."orders"."status" = 'refused';--> statement-breakpoint
CREATE INDEX "credentials_staff" ON "accounts"."credentials" USING btree ("role") WHERE "accounts"."credentials"."role" <> 'customer';--> statement-breakpoint
CREATE INDEX "transfers_reverses" ON "billing"."transfers" USING btree ("reverses") WHERE "billing"."transfers"."reverses" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_one_outcome" ON "notification"."notifications" USING btree ("order_id") WHERE "notification"."notifications"."kind" in ('order-paid', 'order-refused');--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_one_ready" ON "notification"."notifications" USING btree ("order_id") WHERE "notification"."notifications"."kind" = 'order-ready';--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_one_per_refund" ON "notification"."notifications" USING btree ("refund_id") WHERE "notification"."notifications"."refund_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "orders_at_the_counter" ON "order"."orders" USING btree ("id") WHERE "order"."orders"."fulfilment" in ('accepted', 'preparing', 'ready');--> statement-breakpoint
CREATE UNIQUE INDEX "users_card" ON "user"."users" USING btree ("card_id") WHERE "user"."users"."card_id" is not null;--> statement-breakpoint
UPDATE "accounts"."credentials" SET "role" = 'owner' WHERE "role" = 'operator';--> statement-breakpoint
ALTER TABLE "accounts"."credentials" ADD CONSTRAINT "credentials_role" CHECK ("accounts"."credentials"."role" in ('customer', 'counter', 'manager', 'auditor', 'owner')) NOT VALID;--> statement-breakpoint
ALTER TABLE "billing"."accounts" ADD CONSTRAINT "accounts_shape" CHECK (case "billing"."accounts"."kind"
        when 'wallet' then num_nulls("billing"."accounts"."user_id", "billing"."accounts"."balance", "billing"."accounts"."version") = 0 and "billing"."accounts"."name" is null
        when 'house' then num_nonnulls("billing"."accounts"."user_id", "billing"."accounts"."balance", "billing"."accounts"."version") = 0 and "billing"."accounts"."name" in
          ('cash', 'card', 'bank', 'sandbox', 'payouts-due', 'revenue', 'adjustments')
        else false end) NOT VALID;--> statement-breakpoint
ALTER TABLE "billing"."decisions" ADD CONSTRAINT "decisions_kind" CHECK ("billing"."decisions"."kind" in ('deposit', 'withdrawal', 'payment', 'reversal', 'adjustment', 'payout')) NOT VALID;--> statement-breakpoint
ALTER TABLE "billing"."transfers" ADD CONSTRAINT "transfers_kind" CHECK ("billing"."transfers"."kind" in ('deposit', 'withdrawal', 'payment', 'reversal', 'adjustment', 'payout')) NOT VALID;--> statement-breakpoint
ALTER TABLE "order"."orders" ADD CONSTRAINT "orders_refunded" CHECK ("order"."orders"."refunded" between 0 and "order"."orders"."total") NOT VALID;--> statement-breakpoint
ALTER TABLE "order"."products" ADD CONSTRAINT "products_stock" CHECK ("order"."products"."stock" >= 0) NOT VALID;--> statement-breakpoint
CREATE FUNCTION "accounts"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of accounts.% refused: it is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "accounts"."audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION "accounts"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "day_closes_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "billing"."day_closes"
  FOR EACH STATEMENT EXECUTE FUNCTION "billing"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "payouts_never_removed" BEFORE DELETE OR TRUNCATE ON "billing"."payouts"
  FOR EACH STATEMENT EXECUTE FUNCTION "billing"."refuse_change"();--> statement-breakpoint
-- The reversals of a transfer add up to its amount at most. The original is locked before they are counted, so that two transactions
-- cannot both find room for theirs.
CREATE FUNCTION "billing"."require_reversible"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  original_amount bigint;
BEGIN
  SELECT amount INTO original_amount FROM billing.transfers WHERE id = NEW.reverses AND kind <> 'reversal' FOR NO KEY UPDATE;
  IF original_amount IS NULL
    OR (SELECT sum(amount) FROM billing.transfers WHERE reverses = NEW.reverses) > original_amount
  THEN
    RAISE EXCEPTION 'reversal % refused: it undoes more than transfer % moved', NEW.id, NEW.reverses
      USING ERRCODE = 'check_violation', CONSTRAINT = 'transfers_reversible', SCHEMA = 'billing', TABLE = 'transfers';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "transfers_reversible" AFTER INSERT ON "billing"."transfers"
  FOR EACH ROW WHEN (NEW.reverses IS NOT NULL) EXECUTE FUNCTION "billing"."require_reversible"();
