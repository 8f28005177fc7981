-- Whether a person can have a client of that department: active, and the client is in their sight. The
-- same rule as `seesClient` (lib/permissions.ts) for a client who is assigned to them.
create or replace function can_serve(p_operator_id bigint, p_department_id bigint) returns boolean language sql stable as $$
  select exists (select 1 from operators o where o.id = p_operator_id and o.is_active and (
    o.role = 'admin' or o.department_id = p_department_id or (o.role = 'operator' and o.department_id is null)
    or (o.role = 'manager' and exists (select 1 from departments d where d.id = p_department_id and d.manager_id = o.id))))
$$;
