-- The conversation after a message: unanswered since then, and at the top of the list. A line changes no
-- work, and a quiet one does not even move the conversation up.
create or replace function move_conversation_up(p_conversation_id bigint, p_message_id bigint, p jsonb)
returns void language plpgsql as $$
begin
  update conversations set
    seq = seq + 1,
    changed_xid = pg_current_xact_id(),
    incoming_count = incoming_count + case when is_incoming_line(p) then 0 else 1 end,
    unanswered_count = unanswered_count + case when is_incoming_line(p) then 0 else 1 end,
    work_state = case when is_incoming_line(p) then work_state else 'needs_reply' end,
    waiting_since = case when is_incoming_line(p) then waiting_since else coalesce(waiting_since, incoming_said_at(p)) end,
    snoozed_until = case when is_incoming_line(p) then snoozed_until else null end,
    last_message_id = case when (p ->> 'quiet')::boolean and last_message_id is not null then last_message_id
      when incoming_message_id(p) >= last_telegram_message_id then p_message_id else last_message_id end,
    last_message_at = case when (p ->> 'quiet')::boolean then coalesce(last_message_at, incoming_sent_at(p))
      else greatest(last_message_at, incoming_said_at(p)) end,
    last_telegram_message_id = greatest(last_telegram_message_id, incoming_message_id(p)),
    -- A chat that was opened by hand has none yet.
    chat_id = coalesce(chat_id, incoming_chat_id(p)),
    updated_at = now()
  where id = p_conversation_id;
end $$;

-- Gives the client who wrote to an operator, or to the queue when there is none. Returns the
-- conversation's number after it, or null when they are there already.
create or replace function assign_incoming(p_client_id bigint, p_operator_id bigint, p_is_first boolean)
returns bigint language plpgsql as $$
begin
  return (select w.seq from write_assignment(p_client_id, p_operator_id, null,
    case when p_operator_id is null then 'nobody_free' when p_is_first then 'new_client' else 'returning' end,
    null, null) w);
end $$;

-- Queues the answer that the bot gives by itself behind a message, if any: "away" outside the hours of the
-- department, else `reply`. Returns whether there is one.
create or replace function queue_automatic_reply(p jsonb, p_message_id bigint, p_department_id bigint, p_seq bigint)
returns boolean language plpgsql as $$
declare
  v_is_away boolean := p ->> 'away' is not null and not is_incoming_line(p)
    and is_away_due(p_message_id, p_department_id);
  v_text text := case when v_is_away then p ->> 'away' else p ->> 'reply' end;
  v_reply record;
begin
  if v_text is null then
    return false;
  end if;
  insert into messages (conversation_id, client_id, case_id, sender_type, message_type, kind, content, payload,
    chat_id, delivery_status, position, seq)
  select m.conversation_id, m.client_id, m.case_id, 'system', 'text', 'text', v_text,
    case when v_is_away then '{"automatic":"away"}'::jsonb end, m.chat_id, 'queued', v.last_telegram_message_id, p_seq
  from messages m join conversations v on v.id = m.conversation_id where m.id = p_message_id
  returning id, conversation_id into v_reply;
  update conversations set last_message_id = v_reply.id, last_message_at = greatest(last_message_at, now())
  where id = v_reply.conversation_id;
  if (p ->> 'wake')::boolean then
    perform wake_job_in('send-message-to-telegram', json_build_object('conversationId', v_reply.conversation_id),
      'chat-' || v_reply.conversation_id, interval '0', 25);
  end if;
  return true;
end $$;

-- Whether the department is closed and has not said so in this conversation for 12 hours.
create or replace function is_away_due(p_message_id bigint, p_department_id bigint) returns boolean language plpgsql stable as $$
begin
  return not is_open_now(p_department_id) and not exists (
    select 1 from messages here join messages m on m.conversation_id = here.conversation_id
    where here.id = p_message_id and m.payload ->> 'automatic' = 'away' and m.created_at > now() - interval '12 hours');
end $$;
