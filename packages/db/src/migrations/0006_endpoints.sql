CREATE TABLE "endpoints" (
	"name" text PRIMARY KEY NOT NULL,
	"facts" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "judge_bindings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "judge_bindings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"judge_version_id" bigint NOT NULL,
	"endpoint" text,
	"actor" text NOT NULL,
	"valid_from" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notices" ALTER COLUMN "rejudging_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "judge_batches" ADD COLUMN "endpoint" text;--> statement-breakpoint
ALTER TABLE "judge_batches" ADD COLUMN "expected_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "fingerprint" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "is_standing_by" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "in_flight" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "sent_per_minute" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "allowed_per_minute" integer;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "endpoint" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "endpoint" text;--> statement-breakpoint
ALTER TABLE "judge_bindings" ADD CONSTRAINT "judge_bindings_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "judge_bindings_of_judge" ON "judge_bindings" USING btree ("judge_version_id","id");