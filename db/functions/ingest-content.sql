-- The message itself; null when it is stored already and this changes nothing of it.
create or replace function store_message(p jsonb, p_client_id bigint, p_conversation_id bigint, p_seq bigint)
returns bigint language plpgsql as $$
declare
  v_id bigint;
begin
  insert into messages (conversation_id, client_id, sender_type, message_type, kind, content, entities, payload,
    bot_id, chat_id, telegram_message_id, media_group_id, reply_to_telegram_id, reply_to_message_id, delivery_status,
    position, seq, created_at, edited_at, written_at, awaits_original)
  values (p_conversation_id, p_client_id, case when is_incoming_line(p) then 'system' else 'client' end::sender_type,
    (p #>> '{message,message_type}')::message_type, p #>> '{message,kind}', coalesce(p #>> '{message,content}', ''),
    nullif(p #> '{message,entities}', 'null'), nullif(p #> '{message,payload}', 'null'),
    (p ->> 'bot_id')::bigint, incoming_chat_id(p), incoming_message_id(p), p #>> '{message,media_group_id}',
    (p #>> '{message,reply_to}')::bigint,
    (select m.id from messages m where m.chat_id = incoming_chat_id(p) and m.bot_id = (p ->> 'bot_id')::bigint
      and m.telegram_message_id = (p #>> '{message,reply_to}')::bigint),
    'received', incoming_message_id(p), p_seq, incoming_sent_at(p), incoming_edited_at(p), incoming_version(p),
    incoming_edited_at(p) is not null)
  on conflict (chat_id, telegram_message_id, bot_id) where telegram_message_id is not null do nothing
  returning id into v_id;
  if v_id is null and p ? 'edited_at' then
    return meet_stored_message(p, p_seq);
  end if;
  return v_id;
end $$;

-- For another version of a message that is there: the id of a line that became a message; null when
-- nothing is new; else it raises CRM02.
create or replace function meet_stored_message(p jsonb, p_seq bigint) returns bigint language plpgsql as $$
declare
  v_stored record;
  v_is_edit boolean := incoming_edited_at(p) is not null;
begin
  select m.id, m.sender_type, m.awaits_original into v_stored from messages m
  where m.chat_id = incoming_chat_id(p) and m.telegram_message_id = incoming_message_id(p)
    and m.bot_id = (p ->> 'bot_id')::bigint;
  if is_incoming_line(p) then
    if not v_is_edit then
      update messages m set awaits_original = false where m.id = v_stored.id and m.awaits_original;
    end if;
    return null;
  end if;
  if v_stored.sender_type = 'client' and (v_is_edit or v_stored.awaits_original) then
    raise exception using errcode = 'CRM02', message = 'another version of a message that is there';
  end if;
  if v_stored.sender_type = 'system' and v_is_edit then
    -- A command, or a line of Telegram's, became text: from now on it is a message.
    update messages m set sender_type = 'client', message_type = (p #>> '{message,message_type}')::message_type,
      kind = p #>> '{message,kind}', content = coalesce(p #>> '{message,content}', ''),
      entities = nullif(p #> '{message,entities}', 'null'), payload = nullif(p #> '{message,payload}', 'null'),
      edited_at = incoming_edited_at(p), seq = p_seq, written_at = incoming_version(p)
    where m.id = v_stored.id;
    return v_stored.id;
  end if;
  return null;
end $$;

-- Opens a case when none is open, and puts the message in it.
create or replace function put_in_case(p_message_id bigint, p_conversation_id bigint, p_said_at timestamptz)
returns void language plpgsql as $$
begin
  insert into cases (conversation_id, opened_at) values (p_conversation_id, p_said_at)
  on conflict (conversation_id) where closed_at is null do nothing;
  update messages set case_id = (
    select c.id from cases c where c.conversation_id = p_conversation_id and c.closed_at is null)
  where id = p_message_id;
end $$;

-- The message's files; returns the ids of those that are to be downloaded.
create or replace function store_attachments(p_message_id bigint, p_attachments jsonb) returns jsonb language plpgsql as $$
declare
  v_pending jsonb;
begin
  with stored as (
    insert into attachments (message_id, kind, name, mime_type, size, width, height, duration, status,
      telegram_file_id, telegram_file_unique_id)
    select p_message_id, a ->> 'kind', a ->> 'name', a ->> 'mime_type', (a ->> 'size')::bigint, (a ->> 'width')::int,
      (a ->> 'height')::int, (a ->> 'duration')::int, (a ->> 'status')::attachment_status,
      a ->> 'file_id', a ->> 'file_unique_id'
    from jsonb_array_elements(coalesce(nullif(p_attachments, 'null'), '[]')) a
    returning id, status
  )
  select coalesce(jsonb_agg(id) filter (where status = 'pending'), '[]') into v_pending from stored;
  return v_pending;
end $$;

-- The jobs that fetch files from Telegram.
create or replace function queue_downloads(p_attachment_ids jsonb) returns void language plpgsql as $$
declare
  v_id bigint;
begin
  for v_id in select id::bigint from jsonb_array_elements_text(p_attachment_ids) as pending(id) loop
    perform wake_job_in('download-attachment', json_build_object('attachmentId', v_id), 'download-' || v_id,
      interval '0', 25);
  end loop;
end $$;
