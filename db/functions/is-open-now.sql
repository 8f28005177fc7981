-- Whether a department works at this moment, by its hours; without hours it always does. Hours that
-- Postgres cannot read (a time zone it does not know) count as open: a message must never fail on them.
create or replace function is_open_now(p_department_id bigint) returns boolean language plpgsql stable as $$
declare
  v_hours jsonb;
begin
  select working_hours into v_hours from departments where id = p_department_id;
  return v_hours is null or is_open_at(v_hours, now());
exception when others then
  return true;
end $$;
