CREATE TABLE "judge_answers" (
	"endpoint" text NOT NULL,
	"judge_version_id" bigint NOT NULL,
	"first_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "judge_answers_endpoint_judge_version_id_pk" PRIMARY KEY("endpoint","judge_version_id")
);
--> statement-breakpoint
CREATE TABLE "judge_holds" (
	"id" text PRIMARY KEY NOT NULL,
	"endpoint" text NOT NULL,
	"judge_version_id" bigint,
	"cause" text NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone,
	"lifted_at" timestamp with time zone,
	"lifted_by" text
);
--> statement-breakpoint
ALTER TABLE "judge_answers" ADD CONSTRAINT "judge_answers_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_holds" ADD CONSTRAINT "judge_holds_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "judge_holds_open" ON "judge_holds" USING btree ("endpoint",coalesce("judge_version_id", 0)) WHERE "judge_holds"."lifted_at" is null;--> statement-breakpoint
CREATE INDEX "judge_holds_since" ON "judge_holds" USING btree ("since");