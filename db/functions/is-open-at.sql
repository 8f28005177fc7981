-- Whether working hours (the column of `departments`) are open at a moment, by the clocks of their time
-- zone. A span is open without a break from the first moment when the clocks show its beginning (or a
-- later time, where they skip it) to the first one when they show its end: also on days of 23 or 25 hours.
-- `lib/departments/open-times.ts` computes the same for screens. Throws for a time zone that Postgres does not know.
create or replace function is_open_at(p_hours jsonb, p_at timestamptz) returns boolean
language plpgsql stable as $$
declare
  -- Postgres takes a bare offset the POSIX way, with the sign turned (datatype-timezones).
  v_zone text := case when p_hours ->> 'timeZone' ~ '^[+-]'
    then translate(p_hours ->> 'timeZone', '+-', '-+') else p_hours ->> 'timeZone' end;
begin
  return exists (
    -- Yesterday for what lasts past midnight; tomorrow for what began before clocks were set back over it.
    select from generate_series(-1, 1) as days
    cross join lateral (select (p_at at time zone v_zone)::date + days as day) as calendar
    cross join lateral (select p_hours -> 'days' -> extract(isodow from day)::text as spans) as hours
    cross join lateral jsonb_array_elements(
      case jsonb_typeof(spans -> 0) when 'array' then spans when 'string' then jsonb_build_array(spans) end
    ) as span
    cross join lateral (select (span ->> 0)::interval as opens, (span ->> 1)::interval as closes) as clock
    where has_struck(day + opens, p_at, v_zone)
      and not has_struck(
        day + closes + case when closes < opens then interval '1 day' else interval '0' end, p_at, v_zone));
end $$;
