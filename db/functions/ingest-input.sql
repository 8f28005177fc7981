-- What `ingest_message` reads from its input, each said once. Postgres inlines these into the caller.
create or replace function incoming_chat_id(p jsonb) returns bigint language sql immutable as $$
  select (p #>> '{client,telegram_id}')::bigint
$$;

create or replace function incoming_message_id(p jsonb) returns bigint language sql immutable as $$
  select (p #>> '{message,message_id}')::bigint
$$;

create or replace function incoming_sent_at(p jsonb) returns timestamptz language sql immutable as $$
  select to_timestamp((p #>> '{message,date}')::double precision)
$$;

create or replace function incoming_edited_at(p jsonb) returns timestamptz language sql immutable as $$
  select to_timestamp((p ->> 'edited_at')::double precision)
$$;

-- When the client said it: an edit may be of a message that is months old.
create or replace function incoming_said_at(p jsonb) returns timestamptz language sql immutable as $$
  select coalesce(incoming_edited_at(p), incoming_sent_at(p))
$$;

-- The first entry of `messages.written_at`, for a message that comes as its edit.
create or replace function incoming_version(p jsonb) returns jsonb language sql immutable as $$
  select case when p ->> 'edited_at' is not null
    then jsonb_build_array(jsonb_build_array((p ->> 'edited_at')::bigint, (p ->> 'update_id')::bigint)) end
$$;

-- A line such as "started": nobody waits for an answer to it.
create or replace function is_incoming_line(p jsonb) returns boolean language sql immutable as $$
  select coalesce((p ->> 'system')::boolean, false)
$$;

-- Raises a data exception when the input lacks what every message has, or Postgres cannot read it.
create or replace function check_incoming(p jsonb) returns void language plpgsql as $$
begin
  if incoming_chat_id(p) is null or incoming_message_id(p) is null or incoming_sent_at(p) is null
    or (p ->> 'edited_at' is not null and incoming_edited_at(p) is null) then
    raise null_value_not_allowed using message = 'The message has no sender, id or date.';
  end if;
end $$;
