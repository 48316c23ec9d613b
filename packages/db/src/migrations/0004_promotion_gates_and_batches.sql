ALTER TABLE "promotions" ADD COLUMN "over_gates" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "rejudgings" ADD COLUMN "via" text DEFAULT 'live' NOT NULL;