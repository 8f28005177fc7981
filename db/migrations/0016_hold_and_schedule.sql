CREATE TABLE "scheduled_jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"minute" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bot_state" ADD COLUMN "held_from" timestamp with time zone;