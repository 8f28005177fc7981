-- Before invites were covered on arrival, whoever read a thread or a raw update could still join by them.
UPDATE "raw_updates" SET "payload" = regexp_replace("payload"::text, '\minv_[A-Za-z0-9_-]{16,}', 'inv_hidden', 'g')::jsonb WHERE "payload"::text ~ '\minv_[A-Za-z0-9_-]{16}';--> statement-breakpoint
UPDATE "webhook_deliveries" SET "payload" = regexp_replace("payload"::text, '\minv_[A-Za-z0-9_-]{16,}', 'inv_hidden', 'g')::jsonb WHERE "payload"::text ~ '\minv_[A-Za-z0-9_-]{16}';--> statement-breakpoint
UPDATE "clients" SET "source" = regexp_replace("source", '\minv_[A-Za-z0-9_-]{16,}', 'inv_hidden', 'g') WHERE "source" ~ '\minv_[A-Za-z0-9_-]{16}';--> statement-breakpoint
-- As long as before, because styles count the characters: every invite has had 24 behind its mark.
UPDATE "messages" SET "content" = regexp_replace("content", '\minv_[A-Za-z0-9_-]{24}', 'inv_' || repeat('•', 24), 'g') WHERE "sender_type" = 'client' AND "content" ~ '\minv_[A-Za-z0-9_-]{24}';--> statement-breakpoint
UPDATE "messages" SET "payload" = regexp_replace("payload"::text, '\minv_[A-Za-z0-9_-]{16,}', 'inv_hidden', 'g')::jsonb WHERE "sender_type" = 'client' AND "payload"::text ~ '\minv_[A-Za-z0-9_-]{16}';--> statement-breakpoint
UPDATE "message_versions" v SET "content" = regexp_replace(v."content", '\minv_[A-Za-z0-9_-]{24}', 'inv_' || repeat('•', 24), 'g') FROM "messages" m WHERE m."id" = v."message_id" AND m."sender_type" = 'client' AND v."content" ~ '\minv_[A-Za-z0-9_-]{24}';--> statement-breakpoint
UPDATE "message_versions" v SET "payload" = regexp_replace(v."payload"::text, '\minv_[A-Za-z0-9_-]{16,}', 'inv_hidden', 'g')::jsonb FROM "messages" m WHERE m."id" = v."message_id" AND m."sender_type" = 'client' AND v."payload"::text ~ '\minv_[A-Za-z0-9_-]{16}';
