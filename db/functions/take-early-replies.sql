-- A client's reply may be stored before the message it answers: that one failed and is replayed later, or Telegram's
-- answer to one that was sent is still on its way. It gets its quotation when the message gets its number.
create or replace function take_early_replies() returns trigger language plpgsql as $$
begin
  update messages m set reply_to_message_id = new.id, seq = greatest(m.seq, new.seq), updated_at = now()
  where m.chat_id = new.chat_id and m.reply_to_telegram_id = new.telegram_message_id and m.bot_id = new.bot_id
    and m.reply_to_message_id is null and m.conversation_id = new.conversation_id;
  return null;
end $$;
