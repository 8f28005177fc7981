-- One client message, one round trip (architecture.md, "The way of an update").
-- p: {bot_id, update_id, kind, raw, client:{telegram_id, first_name, last_name, username, language_code},
--     message:{message_id, date, message_type, kind, content, entities, payload, media_group_id, reply_to},
--     attachments:[{kind, name, mime_type, size, width, height, duration, file_id, file_unique_id, status}],
--     source, system (true: a line such as "started", nobody waits for an answer), quiet (true: a line that
--     Telegram wrote, which does not even move the conversation up), own_phone (the sender's, who gave it),
--     edited_at (Unix seconds; null: not edited; older servers leave it out),
--     reply (an automatic answer's text, queued with it), away (the same, only outside the department's hours
--     and at most once in 12 hours; it takes the reply's place), wake (true: the embedded queue delivers it)}
-- Answers {outcome, …}: duplicate | from_operator | applied | failed. Raises CRM02, having stored nothing,
-- when it is another version of a message that is there (lib/updates/apply-edit.ts takes it).
--
-- A new client, one who returns after "done" and one whose operator left are assigned here, under their
-- department's lock (7003), which must come before any row lock: a look before tells whether it is
-- needed, and whoever finds out too late (CRM01) lets its rows go, takes the lock and starts again.
-- Ordinary messages take no lock of the department. Where somebody keeps it, the message is stored all
-- the same and its client left in the queue, for the next drain.
create or replace function ingest_message(p jsonb) returns jsonb language plpgsql as $$
declare
  v_raw_id bigint;
  v_telegram_id bigint;
  v_message_id bigint;
  v_sent_at timestamptz;
  v_is_system boolean := coalesce((p ->> 'system')::boolean, false);
  v_is_quiet boolean := coalesce((p ->> 'quiet')::boolean, false);
  v_edited_at timestamptz;
  -- When the client said it: an edit may be of a message that is months old.
  v_said_at timestamptz;
  v_stored record;
  v_client record;
  v_conversation record;
  v_case_id bigint;
  v_id bigint;
  v_is_new_client boolean;
  v_attachment_ids jsonb := '[]';
  v_known record;
  v_lock bigint;
  v_is_locked boolean := false;
  v_start_department_id bigint;
  v_needs_operator boolean;
  v_operator_id bigint;
  v_seq bigint;
  v_assigned_seq bigint;
  v_reply text := p ->> 'reply';
  v_is_away boolean := false;
  v_reply_id bigint;
begin
  -- One locked chat must not keep a connection that the others need: it comes again.
  perform set_config('lock_timeout', coalesce(p ->> 'lock_ms', '2000'), true);
  insert into raw_updates (bot_id, update_id, kind, payload)
  values ((p ->> 'bot_id')::bigint, (p ->> 'update_id')::bigint, p ->> 'kind', p -> 'raw')
  on conflict (bot_id, update_id) do nothing
  returning id into v_raw_id;
  if v_raw_id is null then
    return jsonb_build_object('outcome', 'duplicate');
  end if;

  begin
    v_telegram_id := (p #>> '{client,telegram_id}')::bigint;
    v_message_id := (p #>> '{message,message_id}')::bigint;
    v_sent_at := to_timestamp((p #>> '{message,date}')::double precision);
    v_edited_at := to_timestamp((p ->> 'edited_at')::double precision);
    v_said_at := coalesce(v_edited_at, v_sent_at);
    if v_telegram_id is null or v_message_id is null or v_sent_at is null then
      raise null_value_not_allowed using message = 'The message has no sender, id or date.';
    end if;
  exception when data_exception then
    update raw_updates set status = 'failed', reason = left(sqlerrm, 500), processed_at = now() where id = v_raw_id;
    return jsonb_build_object('outcome', 'failed', 'reason', left(sqlerrm, 500));
  end;

  select me.id is not null as is_operator, c.id as client_id, c.department_id, c.assigned_operator_id,
    v.work_state, coalesce(v.incoming_count, 0) as incoming_count,
    -- Gone for good; an operator who is off duty keeps a running conversation until it is released.
    c.assigned_operator_id is not null and not can_serve(c.assigned_operator_id, c.department_id) as is_left
  into v_known
  from (values (v_telegram_id)) sender (telegram_id)
  left join operators me on me.telegram_id = sender.telegram_id and me.is_active
  left join clients c on c.telegram_id = sender.telegram_id
  left join conversations v on v.client_id = c.id;
  if v_known.is_operator then
    update raw_updates set status = 'ignored', reason = 'from_operator', processed_at = now() where id = v_raw_id;
    return jsonb_build_object('outcome', 'from_operator');
  end if;
  if v_known.department_id is null then
    v_start_department_id := start_department(p ->> 'source');
  end if;
  if not v_is_system and ((v_known.assigned_operator_id is null and v_known.incoming_count = 0)
    or (v_known.work_state = 'done' and v_known.incoming_count > 0) or v_known.is_left) then
    v_lock := coalesce(v_known.department_id, v_start_department_id);
    v_is_locked := v_lock is not null and wait_for_queue(v_lock, coalesce((p ->> 'queue_ms')::int, 2000));
  end if;

  loop
  begin
    insert into clients as c (telegram_id, first_name, last_name, username, language_code, department_id, source,
      membership_at)
    values (v_telegram_id, coalesce(p #>> '{client,first_name}', ''), coalesce(p #>> '{client,last_name}', ''),
            p #>> '{client,username}', p #>> '{client,language_code}',
            v_start_department_id, p ->> 'source', v_said_at)
    on conflict (telegram_id) do update set
      first_name = case when c.is_name_locked then c.first_name else excluded.first_name end,
      last_name = case when c.is_name_locked then c.last_name else excluded.last_name end,
      username = excluded.username,
      language_code = coalesce(excluded.language_code, c.language_code),
      source = coalesce(c.source, excluded.source),
      department_id = coalesce(c.department_id, excluded.department_id),
      blocked_at = null,
      membership_at = greatest(c.membership_at, excluded.membership_at),
      updated_at = now()
    returning c.id, c.department_id, c.assigned_operator_id, (xmax = 0) as is_new into v_client;
    v_is_new_client := v_client.is_new;

    -- Pressing "start" asks for nothing: the conversation is open from the first message on.
    insert into conversations (client_id, chat_id, work_state)
    values (v_client.id, v_telegram_id, case when v_is_system then 'done' else 'waiting_client' end::work_state)
    on conflict (client_id) do nothing;
    -- The lock that orders every change of this conversation.
    select * into v_conversation from conversations where client_id = v_client.id for update;

    v_needs_operator := not v_is_system and v_client.department_id is not null
      and ((v_client.assigned_operator_id is null and v_conversation.incoming_count = 0)
        or (v_conversation.work_state = 'done' and v_conversation.incoming_count > 0)
        or (v_known.is_left and v_client.assigned_operator_id = v_known.assigned_operator_id));
    if v_needs_operator and v_lock is distinct from v_client.department_id then
      raise exception using errcode = 'CRM01', message = v_client.department_id::text;
    end if;

    insert into messages (conversation_id, client_id, sender_type, message_type, kind, content, entities, payload,
      bot_id, chat_id, telegram_message_id, media_group_id, reply_to_telegram_id, reply_to_message_id, delivery_status,
      position, seq, created_at, edited_at, written_at, awaits_original)
    values (v_conversation.id, v_client.id, case when v_is_system then 'system' else 'client' end::sender_type,
      (p #>> '{message,message_type}')::message_type, p #>> '{message,kind}', coalesce(p #>> '{message,content}', ''),
      nullif(p #> '{message,entities}', 'null'), nullif(p #> '{message,payload}', 'null'),
      (p ->> 'bot_id')::bigint, v_telegram_id, v_message_id, p #>> '{message,media_group_id}',
      (p #>> '{message,reply_to}')::bigint,
      (select m.id from messages m where m.chat_id = v_telegram_id and m.bot_id = (p ->> 'bot_id')::bigint
        and m.telegram_message_id = (p #>> '{message,reply_to}')::bigint),
      'received', v_message_id, v_conversation.seq + 1, v_sent_at, v_edited_at,
      case when v_edited_at is not null
        then jsonb_build_array(jsonb_build_array((p ->> 'edited_at')::bigint, (p ->> 'update_id')::bigint)) end,
      v_edited_at is not null)
    on conflict (chat_id, telegram_message_id, bot_id) where telegram_message_id is not null do nothing
    returning id into v_id;
    if v_id is null and p ? 'edited_at' then
      select m.id, m.sender_type, m.awaits_original into v_stored from messages m
      where m.chat_id = v_telegram_id and m.telegram_message_id = v_message_id and m.bot_id = (p ->> 'bot_id')::bigint;
      if not v_is_system and v_stored.sender_type = 'client' and (v_edited_at is not null or v_stored.awaits_original) then
        raise exception using errcode = 'CRM02', message = 'another version of a message that is there';
      elsif not v_is_system and v_stored.sender_type = 'system' and v_edited_at is not null then
        -- A command, or a line of Telegram's, became words: from now on it is a message.
        update messages m set sender_type = 'client', message_type = (p #>> '{message,message_type}')::message_type,
          kind = p #>> '{message,kind}', content = coalesce(p #>> '{message,content}', ''),
          entities = nullif(p #> '{message,entities}', 'null'), payload = nullif(p #> '{message,payload}', 'null'),
          edited_at = v_edited_at, seq = v_conversation.seq + 1,
          written_at = jsonb_build_array(jsonb_build_array((p ->> 'edited_at')::bigint, (p ->> 'update_id')::bigint))
        where m.id = v_stored.id returning m.id into v_id;
      elsif v_is_system and v_edited_at is null then
        update messages m set awaits_original = false where m.id = v_stored.id and m.awaits_original;
      end if;
    end if;
    if v_id is null then
      update raw_updates set status = 'ignored', reason = 'duplicate_message', processed_at = now() where id = v_raw_id;
      return jsonb_build_object('outcome', 'duplicate');
    end if;

    if not v_is_system then
      insert into cases (conversation_id, opened_at) values (v_conversation.id, v_said_at)
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
      waiting_since = case when v_is_system then waiting_since else coalesce(waiting_since, v_said_at) end,
      snoozed_until = case when v_is_system then snoozed_until else null end,
      last_message_id = case when v_is_quiet and last_message_id is not null then last_message_id
        when v_message_id >= last_telegram_message_id then v_id else last_message_id end,
      last_message_at = case when v_is_quiet then coalesce(last_message_at, v_sent_at)
        else greatest(last_message_at, v_said_at) end,
      last_telegram_message_id = greatest(last_telegram_message_id, v_message_id),
      -- A chat that was opened by hand has none yet.
      chat_id = coalesce(chat_id, v_telegram_id),
      updated_at = now()
    where id = v_conversation.id;

    if p ->> 'own_phone' is not null then
      perform take_own_phone(v_client.id, v_id, p ->> 'own_phone');
    end if;

    v_seq := v_conversation.seq + 1;
    v_operator_id := v_client.assigned_operator_id;

    if v_needs_operator then
      v_operator_id := case when v_is_locked then pick_operator(v_client.department_id, v_client.id) end;
      select w.seq into v_assigned_seq from write_assignment(v_client.id, v_operator_id, null,
        case when v_operator_id is null then 'nobody_free'
          when v_conversation.incoming_count = 0 then 'new_client' else 'returning' end, null, null) w;
      v_seq := coalesce(v_assigned_seq, v_seq);
    end if;

    if not v_is_system and p ->> 'away' is not null and not is_open_now(v_client.department_id)
      and not exists (select 1 from messages m where m.conversation_id = v_conversation.id
        and m.payload ->> 'automatic' = 'away' and m.created_at > now() - interval '12 hours') then
      v_reply := p ->> 'away';
      v_is_away := true;
    end if;

    if v_reply is not null then
      insert into messages (conversation_id, client_id, case_id, sender_type, message_type, kind, content, payload,
        chat_id, delivery_status, position, seq)
      values (v_conversation.id, v_client.id, v_case_id, 'system', 'text', 'text', v_reply,
        case when v_is_away then '{"automatic":"away"}'::jsonb end, v_telegram_id,
        'queued', greatest(v_conversation.last_telegram_message_id, v_message_id), v_seq)
      returning id into v_reply_id;
      update conversations set last_message_id = v_reply_id, last_message_at = greatest(last_message_at, now())
      where id = v_conversation.id;
      if (p ->> 'wake')::boolean then
        perform wake_job_in('send-message-to-telegram', json_build_object('conversationId', v_conversation.id),
          'chat-' || v_conversation.id, interval '0', 25);
      end if;
    end if;

    update raw_updates set status = 'applied', processed_at = now() where id = v_raw_id;
    return jsonb_build_object('outcome', 'applied', 'message_id', v_id, 'conversation_id', v_conversation.id,
      'client_id', v_client.id, 'seq', v_seq, 'department_id', v_client.department_id,
      'assigned_operator_id', v_operator_id,
      'is_new_client', v_is_new_client, 'is_answered', v_reply is not null,
      'is_left_waiting', v_needs_operator and v_is_locked and v_operator_id is null,
      'is_passed_over', v_needs_operator and not v_is_locked,
      'attachment_ids', v_attachment_ids);
  exception
    when sqlstate 'CRM01' then
      v_lock := sqlerrm::bigint;
      v_is_locked := wait_for_queue(v_lock, coalesce((p ->> 'queue_ms')::int, 2000));
    when sqlstate 'CRM02' then
      raise;
    when deadlock_detected or serialization_failure or lock_not_available or insufficient_resources
      or operator_intervention or system_error or connection_exception or read_only_sql_transaction then
      -- Nothing is wrong with the update (lib/core/outage.ts): it is not stored, and comes again.
      raise;
    when others then
      update raw_updates set status = 'failed', reason = left(sqlerrm, 500), processed_at = now() where id = v_raw_id;
      return jsonb_build_object('outcome', 'failed', 'reason', left(sqlerrm, 500));
  end;
  end loop;
end $$;

-- Where a `/start` payload leads a new client, or the default department.
create or replace function start_department(p_source text) returns bigint language sql stable as $$
  select id from departments where start_code = p_source or is_default order by (start_code = p_source) desc nulls last limit 1
$$;
