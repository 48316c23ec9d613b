ALTER TABLE "texts" ADD COLUMN "packed" "bytea";--> statement-breakpoint
ALTER TABLE "texts" ALTER COLUMN "packed" SET STORAGE EXTERNAL;