-- Gives a department's queue to whoever has a place, the longest waiting first, at most 25 clients: new
-- clients wait for its lock, so the rest is for another transaction (lib/assignment/change-hands.ts).
-- The lock (7003, id) is taken before any row, here and wherever a client changes hands, so that nothing
-- deadlocks. p_client_id must not go back to p_operator_id, who has just given it away; nor does anyone
-- whom a person put back by hand return to who had them: somebody else gets them, or takes them.
create or replace function drain_department(p_department_id bigint, p_client_id bigint default null, p_operator_id bigint default null)
returns table (conversation_id bigint, client_id bigint, seq bigint, department_id bigint, assigned_operator_id bigint,
  from_department_id bigint, from_operator_id bigint) language plpgsql as $$
#variable_conflict use_column
declare
  v_queue refcursor;
  v_client_id bigint;
  v_operator_id bigint;
  v_excluded_id bigint;
  v_given int := 0;
begin
  perform pg_advisory_xact_lock(7003, p_department_id::int);
  -- The queue may be long: it is not read when nobody has a place.
  if pick_operator(p_department_id, null) is null then
    return;
  end if;
  for v_pass in 1..2 loop
    if v_pass = 1 then
      open v_queue for
        select c.id from conversations v join clients c on c.id = v.client_id
        where v.waiting_since is not null and v.work_state <> 'done' and v.incoming_count > 0
          and c.assigned_operator_id is null and c.department_id = p_department_id
        order by v.waiting_since, v.id;
    else
      open v_queue for
        select c.id from conversations v join clients c on c.id = v.client_id
        where v.waiting_since is null and v.work_state <> 'done' and v.incoming_count > 0
          and c.assigned_operator_id is null and c.department_id = p_department_id
        order by v.id;
    end if;
    loop
      fetch v_queue into v_client_id;
      exit when not found;
      v_excluded_id := coalesce(case when v_client_id = p_client_id then p_operator_id end, given_up_by(v_client_id));
      v_operator_id := pick_operator(p_department_id, v_client_id, v_excluded_id);
      if v_operator_id is null then
        -- Only the excluded pair may have no place while others still do.
        continue when v_excluded_id is not null;
        return;
      end if;
      return query select * from write_assignment(v_client_id, v_operator_id, null, 'queue_drained', null, null);
      v_given := v_given + 1;
      if v_given = 25 then
        return;
      end if;
    end loop;
    close v_queue;
  end loop;
end $$;

-- From whom a client in the queue was taken by hand, or null.
create or replace function given_up_by(p_client_id bigint) returns bigint language sql stable as $$
  select case when l.details ->> 'reason' = 'unassigned' then (l.details ->> 'from_operator_id')::bigint end
  from operator_logs l where l.client_id = p_client_id and l.action in ('client_assigned', 'client_unassigned')
  order by l.id desc limit 1
$$;

-- Takes a department's lock, for at most so long; false when somebody else keeps it.
create or replace function wait_for_queue(p_department_id bigint, p_milliseconds int) returns boolean language plpgsql as $$
declare
  v_before text := current_setting('lock_timeout');
begin
  if pg_try_advisory_xact_lock(7003, p_department_id::int) then
    return true;
  end if;
  if p_milliseconds <= 0 then
    return false;
  end if;
  perform set_config('lock_timeout', p_milliseconds::text, true);
  perform pg_advisory_xact_lock(7003, p_department_id::int);
  perform set_config('lock_timeout', v_before, true);
  return true;
exception when lock_not_available then
  return false;
end $$;
