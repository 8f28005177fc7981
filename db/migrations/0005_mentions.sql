CREATE TABLE "mentions" (
	"message_id" bigint NOT NULL,
	"operator_id" bigint NOT NULL,
	"read_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mentions_operator_id_message_id_pk" PRIMARY KEY("operator_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mentions_unread_idx" ON "mentions" USING btree ("operator_id") WHERE "mentions"."read_at" is null;--> statement-breakpoint
CREATE INDEX "mentions_message_idx" ON "mentions" USING btree ("message_id");--> statement-breakpoint
-- A client entered by hand or who only pressed "start" has nothing open: states of this kind were
-- written as "waiting for the client" before.
UPDATE "conversations" v SET "work_state" = 'done' WHERE v."work_state" = 'waiting_client' AND v."incoming_count" = 0
	AND NOT EXISTS (SELECT 1 FROM "messages" m WHERE m."conversation_id" = v."id" AND m."sender_type" = 'operator' AND NOT m."is_internal");
