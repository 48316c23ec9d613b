ALTER TABLE "submissions" ADD COLUMN "origin" jsonb;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "rerun_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "checkpoint_of" text;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "checkpoint_unit" text;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "checkpoint_count" bigint;--> statement-breakpoint
CREATE INDEX "submissions_of_training" ON "submissions" USING btree ("checkpoint_of") WHERE "submissions"."checkpoint_of" is not null;