CREATE TABLE "snapshot_parts" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "judge_comparisons" (
	"benchmark_version_id" bigint NOT NULL,
	"from_judge_version_id" bigint NOT NULL,
	"to_judge_version_id" bigint NOT NULL,
	"state" "bytea" NOT NULL,
	"numbers" "bytea" NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "judge_comparisons_pair" PRIMARY KEY("benchmark_version_id","from_judge_version_id","to_judge_version_id")
);
--> statement-breakpoint
ALTER TABLE "snapshots" ALTER COLUMN "inputs" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "snapshots" ADD COLUMN "contents" "bytea";--> statement-breakpoint
ALTER TABLE "judge_comparisons" ADD CONSTRAINT "judge_comparisons_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_comparisons" ADD CONSTRAINT "judge_comparisons_from_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("from_judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_comparisons" ADD CONSTRAINT "judge_comparisons_to_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("to_judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "snapshots_whole" ON "snapshots" USING btree ("created_at","id") WHERE "snapshots"."inputs" is not null;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_once" CHECK (num_nonnulls("snapshots"."inputs", "snapshots"."contents") = 1);