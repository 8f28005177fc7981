-- Adds a job to the embedded queue, to run `p_delay` from now. graphile_worker.add_job returns NULL and
-- adds nothing when a worker takes the waiting job of that key in the same moment: called again, it sees
-- that and makes a new one.
-- Few queue names: graphile-worker locks every free row of its queues table at each look for work, so
-- that one name for each chat makes an idle worker write megabytes of WAL a second. Order is kept by the
-- worker (lib/queue/one-at-a-time.ts) and in our own tables.
create or replace function wake_job_in(p_task text, p_payload json, p_key text, p_delay interval,
  p_max_attempts int, p_mode text default 'replace', p_queue text default null) returns void language plpgsql as $$
declare
  v_id bigint;
begin
  for tries in 1..10 loop
    select id into v_id from graphile_worker.add_job(p_task, p_payload, run_at => clock_timestamp() + p_delay,
      queue_name => p_queue, max_attempts => p_max_attempts, job_key => p_key, job_key_mode => p_mode);
    exit when v_id is not null;
  end loop;
end $$;
