-- Keeps an update as it came; null when it is there already.
create or replace function store_raw_update(p jsonb) returns bigint language plpgsql as $$
declare
  v_id bigint;
begin
  insert into raw_updates (bot_id, update_id, kind, payload)
  values ((p ->> 'bot_id')::bigint, (p ->> 'update_id')::bigint, p ->> 'kind', p -> 'raw')
  on conflict (bot_id, update_id) do nothing
  returning id into v_id;
  return v_id;
end $$;

create or replace function settle_raw_update(p_id bigint, p_status raw_update_status, p_reason text default null)
returns void language plpgsql as $$
begin
  update raw_updates set status = p_status, reason = p_reason, processed_at = now() where id = p_id;
end $$;

-- The result of `ingest_message` for an update that cannot be applied; people can replay it.
create or replace function fail_raw_update(p_id bigint, p_reason text) returns jsonb language plpgsql as $$
begin
  perform settle_raw_update(p_id, 'failed', left(p_reason, 500));
  return jsonb_build_object('outcome', 'failed', 'reason', left(p_reason, 500));
end $$;
