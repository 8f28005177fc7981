-- Adds a job to the embedded queue. graphile_worker.add_job answers NULL and adds nothing when a worker
-- takes the waiting job of that key in the same moment: asked again, it sees that and makes a new one.
create or replace function wake_job(p_task text, p_payload json, p_lane text, p_key text,
  p_run_at timestamptz default now(), p_mode text default 'replace') returns void language plpgsql as $$
declare
  v_id bigint;
begin
  for tries in 1..10 loop
    select id into v_id from graphile_worker.add_job(p_task, p_payload, queue_name => p_lane, run_at => p_run_at,
      max_attempts => 25, job_key => p_key, job_key_mode => p_mode);
    exit when v_id is not null;
  end loop;
end $$;
