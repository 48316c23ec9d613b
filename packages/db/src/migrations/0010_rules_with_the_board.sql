ALTER TABLE "snapshot_slices" ADD COLUMN "rules" jsonb;--> statement-breakpoint
ALTER TABLE "snapshots" ADD COLUMN "slopes" jsonb;