ALTER TABLE "benchmark_versions" ADD COLUMN "task_types" jsonb;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "preparation" jsonb DEFAULT '{}'::jsonb NOT NULL;