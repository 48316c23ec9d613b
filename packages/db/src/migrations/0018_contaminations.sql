CREATE TABLE "contaminations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "contaminations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"benchmark_version_id" bigint NOT NULL,
	"sha256" "bytea" NOT NULL,
	"file" text NOT NULL,
	"bytes" bigint NOT NULL,
	"lines" integer NOT NULL,
	"unread_lines" integer NOT NULL,
	"matched_lines" integer NOT NULL,
	"matches" jsonb NOT NULL,
	"similarity" jsonb,
	"stored_by" text NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contaminations_file" UNIQUE("benchmark_version_id","sha256")
);
--> statement-breakpoint
ALTER TABLE "contaminations" ADD CONSTRAINT "contaminations_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;