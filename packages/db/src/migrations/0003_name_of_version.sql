ALTER TABLE "benchmark_versions" ADD COLUMN "name" text;--> statement-breakpoint
UPDATE "benchmark_versions" SET "name" = "benchmarks"."name" FROM "benchmarks" WHERE "benchmarks"."id" = "benchmark_versions"."benchmark_id";--> statement-breakpoint
ALTER TABLE "benchmark_versions" ALTER COLUMN "name" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "benchmarks" DROP COLUMN "name";
