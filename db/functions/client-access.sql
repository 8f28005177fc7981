-- Who sees a client: the rule of `seesClient` and `visibleClients` (lib/access), which
-- tests/integration/access.test.ts holds equal to it. Home: the person's own department.
create or replace function sees_client(p_operator_id bigint, p_role operator_role, p_home_id bigint,
  p_department_id bigint, p_assigned_id bigint) returns boolean language sql stable as $$
  select case
    when p_role = 'admin' then true
    when p_role = 'manager' then coalesce(p_department_id = p_home_id, false)
      or exists (select 1 from departments d where d.id = p_department_id and d.manager_id = p_operator_id)
    when p_home_id is null then coalesce(p_assigned_id = p_operator_id, false)
    else coalesce(p_department_id = p_home_id, false) and (coalesce(p_assigned_id = p_operator_id, false)
      or (select d.visibility from departments d where d.id = p_home_id) = 'department')
  end
$$;

-- Whether a person can have a client of that department: active, and they would see the client as theirs.
create or replace function can_serve(p_operator_id bigint, p_department_id bigint) returns boolean language sql stable as $$
  select exists (select 1 from operators o where o.id = p_operator_id and o.is_active
    and sees_client(o.id, o.role, o.department_id, p_department_id, o.id))
$$;
