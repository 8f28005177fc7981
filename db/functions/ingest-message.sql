-- One client message, one round trip (docs/architecture.md, "An update"; the steps are in ingest-*.sql).
-- p: {bot_id, update_id, kind, raw, client:{telegram_id, first_name, last_name, username, language_code},
--     message:{message_id, date, message_type, kind, content, entities, payload, media_group_id, reply_to},
--     attachments:[{kind, name, mime_type, size, width, height, duration, file_id, file_unique_id, status}],
--     source, system (true: a line such as "started", nobody waits for an answer), quiet (true: a line that
--     Telegram wrote, which does not even move the conversation up), own_phone (the sender's, who gave it),
--     edited_at (Unix seconds; null: not edited; older servers leave it out),
--     reply (an automatic answer's text, queued with it), away (the same, only outside the department's hours
--     and at most once in 12 hours; it takes the reply's place), wake (true: the embedded queue has the jobs),
--     lock_ms, queue_ms (how long to wait for rows, and for the department's lock)}
-- Returns {outcome, …}: duplicate | from_operator | applied | failed. Raises CRM02, having stored nothing,
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
  v_sender record;
  v_lock bigint;
  v_is_locked boolean := false;
  v_applied jsonb;
begin
  -- One locked chat must not keep a connection that the others need: it comes again.
  perform set_config('lock_timeout', coalesce(p ->> 'lock_ms', '2000'), true);
  v_raw_id := store_raw_update(p);
  if v_raw_id is null then
    return jsonb_build_object('outcome', 'duplicate');
  end if;

  begin
    perform check_incoming(p);
  exception when data_exception then
    return fail_raw_update(v_raw_id, sqlerrm);
  end;

  select * into v_sender from find_sender(incoming_chat_id(p), p ->> 'source');
  if v_sender.is_operator then
    perform settle_raw_update(v_raw_id, 'ignored', 'from_operator');
    return jsonb_build_object('outcome', 'from_operator');
  end if;
  if not is_incoming_line(p) and needs_operator(v_sender.assigned_operator_id, v_sender.work_state,
    v_sender.incoming_count, v_sender.left_operator_id is not null) then
    v_lock := coalesce(v_sender.department_id, v_sender.start_department_id);
    v_is_locked := v_lock is not null and wait_for_queue(v_lock, coalesce((p ->> 'queue_ms')::int, 2000));
  end if;

  loop
  begin
    v_applied := apply_message(p, v_sender.start_department_id, v_sender.left_operator_id, v_lock, v_is_locked);
    if v_applied is null then
      perform settle_raw_update(v_raw_id, 'ignored', 'duplicate_message');
      return jsonb_build_object('outcome', 'duplicate');
    end if;
    perform settle_raw_update(v_raw_id, 'applied');
    return v_applied;
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
      return fail_raw_update(v_raw_id, sqlerrm);
  end;
  end loop;
end $$;

-- Everything that a message changes, or null when it is stored already. Raises CRM01 with the department
-- whose lock is needed and is not p_lock. p_is_locked: whether p_lock could be taken.
create or replace function apply_message(p jsonb, p_start_department_id bigint, p_left_operator_id bigint,
  p_lock bigint, p_is_locked boolean) returns jsonb language plpgsql as $$
declare
  v_client record;
  v_conversation record;
  v_needs_operator boolean;
  v_message_id bigint;
  v_attachment_ids jsonb;
  v_operator_id bigint;
  v_seq bigint;
  v_is_answered boolean;
begin
  select * into v_client from store_sender(p, p_start_department_id);
  select * into v_conversation from lock_conversation(v_client.id, p);

  v_needs_operator := not is_incoming_line(p) and v_client.department_id is not null and needs_operator(
    v_client.assigned_operator_id, v_conversation.work_state, v_conversation.incoming_count,
    coalesce(v_client.assigned_operator_id = p_left_operator_id, false));
  if v_needs_operator and p_lock is distinct from v_client.department_id then
    raise exception using errcode = 'CRM01', message = v_client.department_id::text;
  end if;

  v_seq := v_conversation.seq + 1;
  v_message_id := store_message(p, v_client.id, v_conversation.id, v_seq);
  if v_message_id is null then
    return null;
  end if;
  if not is_incoming_line(p) then
    perform put_in_case(v_message_id, v_conversation.id, incoming_said_at(p));
  end if;
  v_attachment_ids := store_attachments(v_message_id, p -> 'attachments');
  perform move_conversation_up(v_conversation.id, v_message_id, p);
  if p ->> 'own_phone' is not null then
    perform take_own_phone(v_client.id, v_message_id, p ->> 'own_phone');
  end if;

  v_operator_id := v_client.assigned_operator_id;
  if v_needs_operator then
    v_operator_id := case when p_is_locked then pick_operator(v_client.department_id, v_client.id) end;
    v_seq := coalesce(assign_incoming(v_client.id, v_operator_id, v_conversation.incoming_count = 0), v_seq);
  end if;
  v_is_answered := queue_automatic_reply(p, v_message_id, v_client.department_id, v_seq);
  if (p ->> 'wake')::boolean then
    perform queue_downloads(v_attachment_ids);
    if v_needs_operator and not p_is_locked then
      perform wake_job_in('fill-places', '{}', 'fill-places', interval '0', 1);
    end if;
  end if;

  return jsonb_build_object('outcome', 'applied', 'message_id', v_message_id, 'conversation_id', v_conversation.id,
    'client_id', v_client.id, 'seq', v_seq, 'department_id', v_client.department_id,
    'assigned_operator_id', v_operator_id,
    'is_new_client', v_client.is_new, 'is_answered', v_is_answered,
    'is_left_waiting', v_needs_operator and p_is_locked and v_operator_id is null,
    'is_passed_over', v_needs_operator and not p_is_locked,
    'attachment_ids', v_attachment_ids);
end $$;
