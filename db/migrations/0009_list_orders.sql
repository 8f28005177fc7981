DROP INDEX "clients_board_idx";--> statement-breakpoint
DROP INDEX "conversations_recent_idx";--> statement-breakpoint
CREATE INDEX "clients_board_idx" ON "clients" USING btree ("status","board_order","id");--> statement-breakpoint
CREATE INDEX "conversations_recent_idx" ON "conversations" USING btree (coalesce("last_message_at", "created_at"),"id");