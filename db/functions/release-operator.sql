-- What a person has not answered goes back to the queue and to whoever has a place: everything of
-- someone off duty; else what they can serve no more, put off or not. At most 25 at a time, as a drain.
create or replace function release_operator(p_operator_id bigint, p_reason text, p_actor_id bigint, p_ip text)
returns table (conversation_id bigint, client_id bigint, seq bigint, department_id bigint, assigned_operator_id bigint,
  from_department_id bigint, from_operator_id bigint) language plpgsql as $$
#variable_conflict use_column
declare
  v_departments bigint[];
  v_department_id bigint;
  v_client_id bigint;
begin
  -- In the order of ids: two releases never wait for each other in a circle.
  select coalesce(array_agg(distinct found.id order by found.id), '{}') into v_departments from (
    select c.department_id as id from clients c where c.assigned_operator_id = p_operator_id and c.department_id is not null
    union select o.department_id from operators o where o.id = p_operator_id and o.department_id is not null
  ) found;
  foreach v_department_id in array v_departments loop
    perform pg_advisory_xact_lock(7003, v_department_id::int);
  end loop;
  for v_client_id in
    select c.id from conversations v join clients c on c.id = v.client_id
    where v.open_operator_id = p_operator_id and waits_for_owner(v.work_state, v.unanswered_count)
      and case when p_reason = 'released_off_duty' then v.work_state = 'needs_reply' or v.unanswered_count > 0
        else not can_serve(p_operator_id, c.department_id) end
    order by c.id
    limit 25
  loop
    return query select * from write_assignment(v_client_id, null, null, p_reason, p_actor_id, p_ip);
  end loop;
  foreach v_department_id in array v_departments loop
    return query select * from drain_department(v_department_id);
  end loop;
end $$;

-- Whether someone must do something in a conversation sooner or later: answer now, or when it wakes.
create or replace function waits_for_owner(p_work_state work_state, p_unanswered_count int) returns boolean language sql immutable as $$
  select p_work_state <> 'done' and (p_work_state in ('needs_reply', 'snoozed') or p_unanswered_count > 0)
$$;
