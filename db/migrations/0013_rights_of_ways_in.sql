ALTER TABLE "reports" ADD COLUMN "scope_department_ids" bigint[];--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "created_by_token_id" bigint;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "created_by_session_id" bigint;--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD COLUMN "network" text DEFAULT 'unknown' NOT NULL;--> statement-breakpoint
CREATE INDEX "api_tokens_parent_idx" ON "api_tokens" USING btree ("created_by_token_id");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_network_idx" ON "sign_in_attempts" USING btree ("network","expires_at");--> statement-breakpoint
-- What an admin set up who is none any more: whoever turns it on again answers for it.
update webhooks set is_active = false where is_active and exists (
  select 1 from operators o where o.id = created_by_operator_id and not (o.is_active and o.role = 'admin'));
