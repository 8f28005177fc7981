-- Whether the clocks of a time zone have shown a local time, or a later one, by a moment. Clocks that are
-- set back have shown the hour that they repeat: its times strike once.
create or replace function has_struck(p_time timestamp, p_at timestamptz, p_zone text) returns boolean
language sql stable as $$
  select p_at at time zone p_zone >= p_time or exists (
    select from (select p_at - interval '24 hours' as earlier) as day_before
    cross join lateral (
      -- The moment by the offset of before the change, if there was one.
      select (p_time - (earlier at time zone p_zone - earlier at time zone 'UTC')) at time zone 'UTC' as moment
    ) as struck
    where moment <= p_at and moment at time zone p_zone = p_time)
$$;
