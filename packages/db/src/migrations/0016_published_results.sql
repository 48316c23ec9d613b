CREATE TABLE "published_results" (
	"id" text PRIMARY KEY NOT NULL,
	"benchmark_version_id" bigint NOT NULL,
	"measure" text,
	"unit" text,
	"source" text NOT NULL,
	"url" text,
	"judge" text,
	"published_on" text,
	"licence" text,
	"names" jsonb NOT NULL,
	"rows" jsonb NOT NULL,
	"added_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "published_results" ADD CONSTRAINT "published_results_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "published_results_benchmark" ON "published_results" USING btree ("benchmark_version_id","created_at");