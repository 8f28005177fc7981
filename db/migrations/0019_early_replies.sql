ALTER TABLE "messages" ADD COLUMN "reply_to_telegram_id" bigint;--> statement-breakpoint
CREATE INDEX "messages_early_reply_idx" ON "messages" USING btree ("chat_id","reply_to_telegram_id") WHERE "messages"."reply_to_telegram_id" is not null and "messages"."reply_to_message_id" is null;--> statement-breakpoint
-- The whole body, not a stand-in: between this and db/functions the desk is at work.
create or replace function take_early_replies() returns trigger language plpgsql as $$
begin
  update messages m set reply_to_message_id = new.id, seq = greatest(m.seq, new.seq), updated_at = now()
  where m.chat_id = new.chat_id and m.reply_to_telegram_id = new.telegram_message_id and m.bot_id = new.bot_id
    and m.reply_to_message_id is null and m.conversation_id = new.conversation_id;
  return null;
end $$;--> statement-breakpoint
create trigger early_replies_on_insert after insert on messages for each row
  when (new.telegram_message_id is not null) execute function take_early_replies();--> statement-breakpoint
create trigger early_replies_on_number after update of telegram_message_id on messages for each row
  when (new.telegram_message_id is not null and old.telegram_message_id is null) execute function take_early_replies();
