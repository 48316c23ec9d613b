CREATE TABLE "share_links" (
	"id" text PRIMARY KEY NOT NULL,
	"submission_id" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"note" text,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "share_links_of_submission" ON "share_links" USING btree ("submission_id","created_at");--> statement-breakpoint
INSERT INTO "share_links" ("id", "submission_id", "secret_hash", "created_at") SELECT regexp_replace("id", '^sub_', ''), "id", sha256(convert_to("share_token", 'UTF8')), "created_at" FROM "submissions" WHERE "share_token" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" DROP COLUMN "share_token";