CREATE TABLE "stray_objects" (
	"key" text PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "stray_objects_due_idx" ON "stray_objects" USING btree ("due_at");