-- One client message, one round trip (architecture.md, "The way of an update").
-- p: {bot_id, update_id, kind, raw, client:{telegram_id, first_name, last_name, username, language_code},
--     message:{message_id, date, message_type, kind, content, entities, payload, media_group_id, reply_to},
--     attachments:[{kind, name, mime_type, size, width, height, duration, file_id, file_unique_id, status}],
--     source, system (true: a line such as "started", nobody waits for an answer)}
-- Answers {outcome, …}: duplicate | from_operator | applied | failed.
create or replace function ingest_message(p jsonb) returns jsonb language plpgsql as $$
declare
  v_raw_id bigint;
  v_telegram_id bigint := (p #>> '{client,telegram_id}')::bigint;
  v_message_id bigint := (p #>> '{message,message_id}')::bigint;
  v_sent_at timestamptz := to_timestamp((p #>> '{message,date}')::double precision);
  v_is_system boolean := coalesce((p ->> 'system')::boolean, false);
  v_client record;
  v_conversation record;
  v_case_id bigint;
  v_id bigint;
  v_is_new_client boolean;
  v_attachment_ids jsonb := '[]';
begin
  insert into raw_updates (bot_id, update_id, kind, payload)
  values ((p ->> 'bot_id')::bigint, (p ->> 'update_id')::bigint, p ->> 'kind', p -> 'raw')
  on conflict (bot_id, update_id) do nothing
  returning id into v_raw_id;
  if v_raw_id is null then
    return jsonb_build_object('outcome', 'duplicate');
  end if;

  if exists (select 1 from operators where telegram_id = v_telegram_id and is_active) then
    update raw_updates set status = 'ignored', reason = 'from_operator', processed_at = now() where id = v_raw_id;
    return jsonb_build_object('outcome', 'from_operator');
  end if;

  begin
    insert into clients as c (telegram_id, first_name, last_name, username, language_code, department_id, source)
    values (v_telegram_id, coalesce(p #>> '{client,first_name}', ''), coalesce(p #>> '{client,last_name}', ''),
            p #>> '{client,username}', p #>> '{client,language_code}',
            (select id from departments where is_default), p ->> 'source')
    on conflict (telegram_id) do update set
      first_name = case when c.is_name_locked then c.first_name else excluded.first_name end,
      last_name = case when c.is_name_locked then c.last_name else excluded.last_name end,
      username = excluded.username,
      language_code = coalesce(excluded.language_code, c.language_code),
      source = coalesce(c.source, excluded.source),
      blocked_at = null,
      updated_at = now()
    returning c.id, c.department_id, c.assigned_operator_id, (xmax = 0) as is_new into v_client;
    v_is_new_client := v_client.is_new;

    insert into conversations (client_id, chat_id) values (v_client.id, v_telegram_id)
    on conflict (client_id) do nothing;
    -- The lock that orders every change of this conversation.
    select * into v_conversation from conversations where client_id = v_client.id for update;

    insert into messages (conversation_id, client_id, sender_type, message_type, kind, content, entities, payload,
      bot_id, chat_id, telegram_message_id, media_group_id, reply_to_message_id, delivery_status, position, seq, created_at)
    values (v_conversation.id, v_client.id, case when v_is_system then 'system' else 'client' end::sender_type,
      (p #>> '{message,message_type}')::message_type, p #>> '{message,kind}', coalesce(p #>> '{message,content}', ''),
      nullif(p #> '{message,entities}', 'null'), nullif(p #> '{message,payload}', 'null'),
      (p ->> 'bot_id')::bigint, v_telegram_id, v_message_id, p #>> '{message,media_group_id}',
      (select m.id from messages m where m.chat_id = v_telegram_id and m.bot_id = (p ->> 'bot_id')::bigint
        and m.telegram_message_id = (p #>> '{message,reply_to}')::bigint),
      'received', v_message_id, v_conversation.seq + 1, v_sent_at)
    on conflict (chat_id, telegram_message_id, bot_id) where telegram_message_id is not null do nothing
    returning id into v_id;
    if v_id is null then
      update raw_updates set status = 'ignored', reason = 'duplicate_message', processed_at = now() where id = v_raw_id;
      return jsonb_build_object('outcome', 'duplicate');
    end if;

    if not v_is_system then
      insert into cases (conversation_id, opened_at) values (v_conversation.id, v_sent_at)
      on conflict (conversation_id) where closed_at is null do nothing;
      select id into v_case_id from cases where conversation_id = v_conversation.id and closed_at is null;
      update messages set case_id = v_case_id where id = v_id;
    end if;

    with stored as (
      insert into attachments (message_id, kind, name, mime_type, size, width, height, duration, status,
        telegram_file_id, telegram_file_unique_id)
      select v_id, a ->> 'kind', a ->> 'name', a ->> 'mime_type', (a ->> 'size')::bigint, (a ->> 'width')::int,
        (a ->> 'height')::int, (a ->> 'duration')::int, (a ->> 'status')::attachment_status,
        a ->> 'file_id', a ->> 'file_unique_id'
      from jsonb_array_elements(coalesce(nullif(p -> 'attachments', 'null'), '[]')) a
      returning id, status
    )
    select coalesce(jsonb_agg(id) filter (where status = 'pending'), '[]') into v_attachment_ids from stored;

    update conversations set
      seq = seq + 1,
      changed_xid = pg_current_xact_id(),
      incoming_count = incoming_count + case when v_is_system then 0 else 1 end,
      unanswered_count = unanswered_count + case when v_is_system then 0 else 1 end,
      work_state = case when v_is_system then work_state else 'needs_reply' end,
      waiting_since = case when v_is_system then waiting_since else coalesce(waiting_since, v_sent_at) end,
      snoozed_until = null,
      last_message_id = case when v_message_id >= last_telegram_message_id then v_id else last_message_id end,
      last_message_at = greatest(last_message_at, v_sent_at),
      last_telegram_message_id = greatest(last_telegram_message_id, v_message_id),
      updated_at = now()
    where id = v_conversation.id;

    update raw_updates set status = 'applied', processed_at = now() where id = v_raw_id;
    return jsonb_build_object('outcome', 'applied', 'message_id', v_id, 'conversation_id', v_conversation.id,
      'client_id', v_client.id, 'seq', v_conversation.seq + 1, 'department_id', v_client.department_id,
      'assigned_operator_id', v_client.assigned_operator_id, 'is_new_client', v_is_new_client,
      'attachment_ids', v_attachment_ids);
  exception when others then
    update raw_updates set status = 'failed', reason = left(sqlerrm, 500), processed_at = now() where id = v_raw_id;
    return jsonb_build_object('outcome', 'failed', 'reason', left(sqlerrm, 500));
  end;
end $$;
