-- The one place where a client changes hands: the row, a line in the thread, a log line with the
-- reason. p_operator_id null: back to the queue. p_department_id null: stays where it is. Nothing to
-- change writes nothing and returns no row. The caller holds the lock (7003) of both departments.
create or replace function write_assignment(p_client_id bigint, p_operator_id bigint, p_department_id bigint,
  p_reason text, p_actor_id bigint, p_ip text)
returns table (conversation_id bigint, client_id bigint, seq bigint, department_id bigint, assigned_operator_id bigint,
  from_department_id bigint, from_operator_id bigint) language plpgsql as $$
#variable_conflict use_column
declare
  v_before record;
  v_conversation record;
  v_department_id bigint;
  v_action text := case when p_operator_id is null then 'client_unassigned' else 'client_assigned' end;
  v_details jsonb;
begin
  select c.assigned_operator_id, c.department_id into v_before from clients c where c.id = p_client_id
  for no key update;
  v_department_id := coalesce(p_department_id, v_before.department_id);
  if not found or (v_before.assigned_operator_id is not distinct from p_operator_id
    and v_before.department_id is not distinct from v_department_id) then
    return;
  end if;

  v_details := jsonb_strip_nulls(jsonb_build_object('operator_id', p_operator_id,
    'from_operator_id', v_before.assigned_operator_id, 'reason', p_reason,
    'department_id', case when v_department_id is distinct from v_before.department_id then v_department_id end));

  -- With the place it takes, before the client's row: the trigger then finds nothing to do.
  update conversations v set seq = v.seq + 1, changed_xid = pg_current_xact_id(),
    open_operator_id = case when v.work_state <> 'done' then p_operator_id end
  where v.client_id = p_client_id
  returning v.id, v.seq, v.last_telegram_message_id into v_conversation;
  update clients c set assigned_operator_id = p_operator_id, department_id = v_department_id,
    last_operator_id = case when p_reason = 'unassigned' then null else coalesce(p_operator_id, c.last_operator_id) end,
    updated_at = now()
  where c.id = p_client_id;

  if v_conversation.id is not null then
    insert into messages (conversation_id, client_id, sender_type, message_type, kind, payload, delivery_status, position, seq)
    values (v_conversation.id, p_client_id, 'system', 'system', v_action,
      v_details || jsonb_strip_nulls(jsonb_build_object('by_operator_id', p_actor_id)),
      'received', v_conversation.last_telegram_message_id, v_conversation.seq);
  end if;

  insert into operator_logs (operator_id, action, description, client_id, details, ip_address)
  values (p_actor_id, v_action,
    format('Operator %s → %s: %s', coalesce(v_before.assigned_operator_id::text, 'none'),
      coalesce(p_operator_id::text, 'none'), p_reason),
    p_client_id, v_details, p_ip);

  if v_conversation.id is not null then
    return query select v_conversation.id, p_client_id, v_conversation.seq, v_department_id, p_operator_id,
      v_before.department_id, v_before.assigned_operator_id;
  end if;
end $$;
