CREATE TABLE "judgment_imports" (
	"judge_version_id" bigint NOT NULL,
	"benchmark_version_id" bigint NOT NULL,
	"files" jsonb NOT NULL,
	"figures" jsonb NOT NULL,
	"imported_by" text NOT NULL,
	"imported_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "judgment_imports_judge_version_id_benchmark_version_id_pk" PRIMARY KEY("judge_version_id","benchmark_version_id")
);
--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "is_without_texts" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "judgment_imports" ADD CONSTRAINT "judgment_imports_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judgment_imports" ADD CONSTRAINT "judgment_imports_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;