ALTER TABLE "attachments" ADD COLUMN "version_id" bigint;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "membership_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "message_versions" ADD COLUMN "kind" text;--> statement-breakpoint
ALTER TABLE "message_versions" ADD COLUMN "payload" jsonb;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_version_id_message_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."message_versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_version_idx" ON "attachments" USING btree ("version_id") WHERE "attachments"."version_id" is not null;