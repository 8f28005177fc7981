-- Renames every push channel when somebody loses a right to listen: a socket that was let in before and
-- cannot be cut (it never told whose it is) goes on listening to names that nobody uses any more.
-- Deferred to the commit: its one row is the last that a transaction locks, so that it cannot deadlock.
create or replace function change_live_epoch() returns trigger language plpgsql as $$
begin
  insert into live_epoch as e (epoch, previous, changed_xid)
  values (substr(replace(gen_random_uuid()::text, '-', ''), 1, 12), '0', pg_current_xact_id())
  on conflict (is_only) do update
    set epoch = excluded.epoch, previous = e.epoch, changed_xid = excluded.changed_xid
    where e.changed_xid <> excluded.changed_xid;
  return null;
end $$;

-- A constraint trigger has no "or replace"; one that is to change gets a new name here.
do $$
declare
  v_name text;
  v_table text;
  v_event text;
  v_when text;
begin
  for v_name, v_table, v_event, v_when in values
    ('live_epoch_operator_changed', 'operators', 'update', 'old.role <> new.role or old.is_active <> new.is_active
      or old.department_id is distinct from new.department_id or old.session_version <> new.session_version'),
    ('live_epoch_operator_deleted', 'operators', 'delete', 'true'),
    ('live_epoch_department_changed', 'departments', 'update',
      'old.visibility <> new.visibility or old.manager_id is distinct from new.manager_id'),
    ('live_epoch_department_deleted', 'departments', 'delete', 'true'),
    ('live_epoch_session_ended', 'sessions', 'update', 'old.ended_at is null and new.ended_at is not null'),
    ('live_epoch_session_deleted', 'sessions', 'delete', 'old.ended_at is null'),
    ('live_epoch_token_revoked', 'api_tokens', 'update', 'old.revoked_at is null and new.revoked_at is not null'),
    ('live_epoch_token_deleted', 'api_tokens', 'delete', 'old.revoked_at is null')
  loop
    if not exists (select from pg_trigger where tgname = v_name and tgrelid = v_table::regclass) then
      execute format('create constraint trigger %I after %s on %I deferrable initially deferred
        for each row when (%s) execute function change_live_epoch()', v_name, v_event, v_table, v_when);
    end if;
  end loop;
end $$;
