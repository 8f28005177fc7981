-- Functions that only servers of the previous release call, which may run while the migration does. Each is
-- dropped here in the release after (docs/decisions/2026-11-27-sql-functions.md; a test holds this file true).

-- Called by the previous release's ingest_message.
create or replace function wake_job(p_task text, p_payload json, p_lane text, p_key text,
  p_run_at timestamptz default now(), p_mode text default 'replace') returns void language plpgsql as $$
begin
  perform wake_job_in(p_task, p_payload, p_key, p_run_at - now(), 25, p_mode);
end $$;
