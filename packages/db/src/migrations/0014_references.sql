ALTER TABLE "runs" DROP CONSTRAINT "runs_once";--> statement-breakpoint
ALTER TABLE "battles" ADD COLUMN "reference_hash" "bytea";--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "reference_origin" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "reference_visibility" text DEFAULT 'public' NOT NULL;--> statement-breakpoint
ALTER TABLE "judge_checks" ADD COLUMN "reference_effect" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "shown_references" text DEFAULT 'on' NOT NULL;--> statement-breakpoint
ALTER TABLE "battles" ADD CONSTRAINT "battles_reference_hash_texts_hash_fk" FOREIGN KEY ("reference_hash") REFERENCES "public"."texts"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_once" UNIQUE("submission_id","judge_version_id","replicate","shown_references");