CREATE TABLE "endpoint_prices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "endpoint_prices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"endpoint" text NOT NULL,
	"model" text NOT NULL,
	"input_micro_usd" bigint,
	"output_micro_usd" bigint,
	"actor" text NOT NULL,
	"valid_from" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "judge_probes" (
	"endpoint" text NOT NULL,
	"judge_version_id" bigint NOT NULL,
	"worker" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "judge_probes_endpoint_judge_version_id_pk" PRIMARY KEY("endpoint","judge_version_id")
);
--> statement-breakpoint
ALTER TABLE "judge_holds" ADD COLUMN "fingerprint" text;--> statement-breakpoint
ALTER TABLE "judge_probes" ADD CONSTRAINT "judge_probes_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "endpoint_prices_of_model" ON "endpoint_prices" USING btree ("endpoint","model","id");