-- Who of a department gets the next conversation, or null: on duty, active, below capacity; first the
-- owner and the last operator of this client (sticky, but never above capacity), then the least
-- loaded, then whoever was assigned longest ago. Managers and admins take part only with a capacity
-- of their own. p_client_id null: has anyone a place at all? The caller holds the department's lock (7003), so that the counts stay true.
-- It costs what the department's people have open, however many clients there are: all others wait for it.
create or replace function pick_operator(p_department_id bigint, p_client_id bigint, p_excluded_id bigint default null)
returns bigint language sql volatile as $$
  with recent as (
    -- Enough to tell who was assigned longest ago without reading the whole log.
    select (r.details ->> 'operator_id')::bigint as operator_id, max(r.id) as at
    from (select l.id, l.details from operator_logs l where l.action = 'client_assigned' order by l.id desc limit 200) r
    group by 1
  )
  select o.id
  from operators o
  join departments d on d.id = o.department_id
  left join clients me on me.id = p_client_id
  cross join lateral (
    select count(*) as open from (
      select 1 from conversations v
      where v.open_operator_id = o.id and v.client_id is distinct from p_client_id
      limit coalesce(o.capacity, d.default_capacity)
    ) own
  ) load
  left join recent on recent.operator_id = o.id
  where o.department_id = p_department_id and o.is_active and o.is_on_duty
    and (o.role = 'operator' or o.capacity is not null)
    and o.id is distinct from p_excluded_id
    and load.open < coalesce(o.capacity, d.default_capacity)
  order by coalesce(o.id = me.assigned_operator_id, false) desc, coalesce(o.id = me.last_operator_id, false) desc,
    load.open, recent.at nulls first, o.id
  limit 1
$$;
