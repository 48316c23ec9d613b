ALTER TABLE "battles" ADD COLUMN "numbers" jsonb;--> statement-breakpoint
ALTER TABLE "judgments" ADD COLUMN "preference" double precision;