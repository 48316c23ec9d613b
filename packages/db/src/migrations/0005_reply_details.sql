ALTER TABLE "judgments" ADD COLUMN "detail" text;--> statement-breakpoint
ALTER TABLE "judgments" ADD COLUMN "flags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "judgments_unscored" ON "judgments" USING btree ("identity") WHERE verdict is null;