-- A reaction may come before its message (Telegram keeps no order between them), or before Telegram's answer to
-- one that was sent: it waits, and is taken when the message gets its number.
create or replace function take_early_reaction() returns trigger language plpgsql as $$
begin
  with early as (
    delete from early_reactions e
    where e.chat_id = new.chat_id and e.telegram_message_id = new.telegram_message_id and e.bot_id = new.bot_id
    returning e.emoji, e.reacted_at, e.update_id
  )
  insert into message_reactions as r (message_id, by_client, emoji, reacted_at, update_id)
  select new.id, true, early.emoji, early.reacted_at, early.update_id from early
  on conflict (message_id, by_client) do update
    set emoji = excluded.emoji, reacted_at = excluded.reacted_at, update_id = excluded.update_id, updated_at = now()
    where (coalesce(r.reacted_at, '-infinity'), coalesce(r.update_id, 0)) < (excluded.reacted_at, excluded.update_id);
  return null;
end $$;
