CREATE SCHEMA "billing";
--> statement-breakpoint
CREATE SCHEMA "gateway";
--> statement-breakpoint
CREATE SCHEMA "notification";
--> statement-breakpoint
CREATE SCHEMA "order";
--> statement-breakpoint
CREATE SCHEMA "user";
--> statement-breakpoint
CREATE TABLE "billing"."accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid,
	"name" text,
	"currency" text NOT NULL,
	"balance" bigint,
	"version" bigint,
	CONSTRAINT "accounts_one_wallet" UNIQUE("user_id","currency"),
	CONSTRAINT "accounts_one_house" UNIQUE("name","currency"),
	CONSTRAINT "accounts_shape" CHECK (case "billing"."accounts"."kind"
        when 'wallet' then num_nulls("billing"."accounts"."user_id", "billing"."accounts"."balance", "billing"."accounts"."version") = 0 and "billing"."accounts"."name" is null
        when 'house' then num_nonnulls("billing"."accounts"."user_id", "billing"."accounts"."balance", "billing"."accounts"."version") = 0 and "billing"."accounts"."name" in ('cash', 'revenue')
        else false end),
	CONSTRAINT "accounts_balance" CHECK ("billing"."accounts"."balance" between 0 and 1000000000000000)
);
--> statement-breakpoint
CREATE TABLE "billing"."decisions" (
	"subject_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"user_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"transfer_id" uuid,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decisions_kind" CHECK ("billing"."decisions"."kind" in ('deposit', 'withdrawal', 'payment', 'reversal')),
	CONSTRAINT "decisions_settled_has_transfer" CHECK (("billing"."decisions"."outcome" = 'settled') = ("billing"."decisions"."transfer_id" is not null)),
	CONSTRAINT "decisions_refused_has_reason" CHECK (("billing"."decisions"."outcome" = 'refused') = ("billing"."decisions"."reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "billing"."entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"transfer_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"balance_before" bigint,
	"balance_after" bigint,
	"version" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entries_amount_not_zero" CHECK ("billing"."entries"."amount" <> 0),
	CONSTRAINT "entries_balance_follows" CHECK (num_nulls("billing"."entries"."version", "billing"."entries"."balance_before", "billing"."entries"."balance_after") in (0, 3) and "billing"."entries"."balance_after" = "billing"."entries"."balance_before" + "billing"."entries"."amount")
);
--> statement-breakpoint
CREATE TABLE "billing"."transfers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"debit_account_id" uuid NOT NULL,
	"credit_account_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"order_id" uuid,
	"reverses" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "transfers_kind" CHECK ("billing"."transfers"."kind" in ('deposit', 'withdrawal', 'payment', 'reversal')),
	CONSTRAINT "transfers_amount_positive" CHECK ("billing"."transfers"."amount" > 0),
	CONSTRAINT "transfers_two_accounts" CHECK ("billing"."transfers"."debit_account_id" <> "billing"."transfers"."credit_account_id"),
	CONSTRAINT "transfers_payment_names_order" CHECK ("billing"."transfers"."kind" <> 'payment' or "billing"."transfers"."order_id" is not null),
	CONSTRAINT "transfers_reversal_names_original" CHECK (("billing"."transfers"."kind" = 'reversal') = ("billing"."transfers"."reverses" is not null))
);
--> statement-breakpoint
CREATE TABLE "gateway"."credentials" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"role" text DEFAULT 'customer' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway"."messages" (
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "gateway"."messages_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid PRIMARY KEY NOT NULL,
	"style" text NOT NULL,
	"name" text NOT NULL,
	"producer" text NOT NULL,
	"consumers" text[] NOT NULL,
	"correlation_id" uuid NOT NULL,
	"causation_id" uuid,
	"subject" text NOT NULL,
	"time" timestamp with time zone NOT NULL,
	"body" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway"."requests" (
	"correlation_id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"key_scope" text,
	"key" text,
	"digest" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway"."sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "gateway"."shop" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"currency" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway"."sign_in_failures" (
	"email" text PRIMARY KEY NOT NULL,
	"failures" bigint NOT NULL,
	"window_start" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway"."tokens" (
	"hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notification"."notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"provider_id" text,
	CONSTRAINT "notifications_one_per_order" UNIQUE("order_id")
);
--> statement-breakpoint
CREATE TABLE "notification"."orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"total" bigint,
	"currency" text,
	"items" jsonb,
	"contact" jsonb,
	"outcome" text,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "notification"."users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"locale" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order"."orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"reason" text,
	"total" bigint NOT NULL,
	"currency" text NOT NULL,
	"items" jsonb NOT NULL,
	"contact" jsonb NOT NULL,
	"correlation_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "orders_total_positive" CHECK ("order"."orders"."total" > 0),
	CONSTRAINT "orders_reason_of_refusal" CHECK (("order"."orders"."status" = 'refused') = ("order"."orders"."reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "order"."products" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"price" bigint NOT NULL,
	"currency" text NOT NULL,
	"available" boolean DEFAULT true NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "products_price_positive" CHECK ("order"."products"."price" > 0)
);
--> statement-breakpoint
CREATE TABLE "order"."rejections" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"product_ids" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user"."users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"phone" text,
	"address" text,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email" UNIQUE("email"),
	CONSTRAINT "users_email_lower_case" CHECK ("user"."users"."email" = lower("user"."users"."email"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "entries_one_debit_one_credit" ON "billing"."entries" USING btree ("transfer_id",("amount" > 0));--> statement-breakpoint
CREATE UNIQUE INDEX "entries_version" ON "billing"."entries" USING btree ("account_id","version") WHERE "billing"."entries"."version" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_one_payment" ON "billing"."transfers" USING btree ("order_id") WHERE "billing"."transfers"."kind" = 'payment';--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_one_reversal" ON "billing"."transfers" USING btree ("reverses") WHERE "billing"."transfers"."reverses" is not null;--> statement-breakpoint
CREATE INDEX "messages_correlation_id_position_index" ON "gateway"."messages" USING btree ("correlation_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "requests_key" ON "gateway"."requests" USING btree ("key_scope","key") WHERE "gateway"."requests"."key" is not null;--> statement-breakpoint
CREATE INDEX "requests_created_at_index" ON "gateway"."requests" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "sessions_user_id_index" ON "gateway"."sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "tokens_user_id_index" ON "gateway"."tokens" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "notifications_user_id_id_index" ON "notification"."notifications" USING btree ("user_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_user_id_id_index" ON "order"."orders" USING btree ("user_id","id" DESC NULLS LAST);