ALTER TABLE "submissions" ADD COLUMN "stated_price" jsonb;--> statement-breakpoint
ALTER TABLE "texts" ADD COLUMN "packed" "bytea";