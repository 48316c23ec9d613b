CREATE TABLE "first_hours" (
	"id" text PRIMARY KEY NOT NULL,
	"endpoint" text NOT NULL,
	"actor" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"alive_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "first_hours_open" ON "first_hours" USING btree ("endpoint") WHERE "first_hours"."ended_at" is null;