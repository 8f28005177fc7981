ALTER TABLE "messages" ADD COLUMN "failure_notice" jsonb;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "failure_notice" jsonb;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD COLUMN "failure_notice" jsonb;--> statement-breakpoint
-- Once: what failed before gets its code, so that it stays readable in Russian.
UPDATE "messages" SET "failure_notice" = jsonb_build_object('reason', k.reason, 'params', '{}'::jsonb)
FROM (VALUES
	('The sender stopped during the call.', 'sending.stopped'),
	('No clear answer from Telegram.', 'sending.noClearAnswer'),
	('The file or the connection broke while sending.', 'sending.brokeOff'),
	('The file is no longer stored.', 'sending.fileGone'),
	('Forbidden: bot was blocked by the user', 'telegram.blocked'),
	('Forbidden: user is deactivated', 'telegram.deactivated'),
	('chat not found', 'telegram.noChat'),
	('PHOTO_INVALID_DIMENSIONS', 'telegram.photoDimensions')
) AS k (said, reason)
WHERE "delivery_status" IN ('failed', 'unknown') AND "failure_reason" = k.said;--> statement-breakpoint
UPDATE "reports" SET "failure_notice" = jsonb_build_object('reason', k.reason, 'params', '{}'::jsonb)
FROM (VALUES
	('The database or the file storage did not answer. Nothing is lost: try again.', 'report.serviceAway'),
	('Who asked for this report is no longer active.', 'report.askerGone'),
	('Your role gives you a report of your own work only.', 'report.ownWorkOnly')
) AS k (said, reason)
WHERE "failure_reason" = k.said;--> statement-breakpoint
UPDATE "webhook_deliveries" SET "failure_notice" = jsonb_build_object('reason', k.reason, 'params', '{}'::jsonb)
FROM (VALUES
	('No answer.', 'webhook.noAnswer'),
	('No answer in 10 s.', 'webhook.timeout'),
	('The name stands for the desk''s own network.', 'webhook.innerName'),
	('What this was about was erased.', 'webhook.erased')
) AS k (said, reason)
WHERE "failure_reason" = k.said;
