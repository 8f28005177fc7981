ALTER TABLE "drafts" ADD COLUMN "note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "is_note" boolean DEFAULT false NOT NULL;