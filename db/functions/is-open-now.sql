-- Whether a department works at this moment, by its hours; without hours it always does. Hours that
-- Postgres cannot read (a time zone it does not know) count as open: a message must never fail on them.
create or replace function is_open_now(p_department_id bigint) returns boolean language plpgsql stable as $$
declare
  v_hours jsonb;
  v_now timestamp;
  v_today jsonb;
begin
  select working_hours into v_hours from departments where id = p_department_id;
  if v_hours is null then
    return true;
  end if;
  v_now := now() at time zone (v_hours ->> 'timeZone');
  v_today := v_hours -> 'days' -> extract(isodow from v_now)::text;
  return coalesce(v_now::time >= (v_today ->> 0)::time and v_now::time < (v_today ->> 1)::time, false);
exception when others then
  return true;
end $$;
