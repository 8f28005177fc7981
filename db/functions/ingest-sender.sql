-- Where a `/start` payload leads a new client, or the default department.
create or replace function start_department(p_source text) returns bigint language sql stable as $$
  select id from departments where start_code = p_source or is_default order by (start_code = p_source) desc nulls last limit 1
$$;

-- Who writes: an operator of ours, or a client as far as we know them. start_department_id: where a client
-- without a department begins. left_operator_id: their operator, who can serve them no more; one who is
-- off duty keeps a running conversation until it is released.
create or replace function find_sender(p_telegram_id bigint, p_source text)
returns table (is_operator boolean, department_id bigint, start_department_id bigint, assigned_operator_id bigint,
  left_operator_id bigint, work_state work_state, incoming_count int) language sql stable as $$
  select me.id is not null, c.department_id,
    case when c.department_id is null and me.id is null then start_department(p_source) end,
    c.assigned_operator_id,
    case when c.assigned_operator_id is not null and not can_serve(c.assigned_operator_id, c.department_id)
      then c.assigned_operator_id end,
    v.work_state, coalesce(v.incoming_count, 0)
  from (values (p_telegram_id)) sender (telegram_id)
  left join operators me on me.telegram_id = sender.telegram_id and me.is_active
  left join clients c on c.telegram_id = sender.telegram_id
  left join conversations v on v.client_id = c.id
$$;

-- Who writes for the first time, after "done", or to an operator who left needs one.
create or replace function needs_operator(p_assigned_operator_id bigint, p_work_state work_state, p_incoming_count int,
  p_is_left boolean) returns boolean language sql immutable as $$
  select (p_assigned_operator_id is null and p_incoming_count = 0)
    or (p_work_state = 'done' and p_incoming_count > 0) or p_is_left
$$;

-- The client as Telegram describes them now; what people changed by hand stays.
create or replace function store_sender(p jsonb, p_start_department_id bigint,
  out id bigint, out department_id bigint, out assigned_operator_id bigint, out is_new boolean) language plpgsql as $$
#variable_conflict use_column
begin
  insert into clients as c (telegram_id, first_name, last_name, username, language_code, department_id, source,
    membership_at)
  values (incoming_chat_id(p), coalesce(p #>> '{client,first_name}', ''), coalesce(p #>> '{client,last_name}', ''),
    p #>> '{client,username}', p #>> '{client,language_code}', p_start_department_id, p ->> 'source',
    incoming_said_at(p))
  on conflict (telegram_id) do update set
    first_name = case when c.is_name_locked then c.first_name else excluded.first_name end,
    last_name = case when c.is_name_locked then c.last_name else excluded.last_name end,
    username = excluded.username,
    language_code = coalesce(excluded.language_code, c.language_code),
    source = coalesce(c.source, excluded.source),
    department_id = coalesce(c.department_id, excluded.department_id),
    blocked_at = null,
    membership_at = greatest(c.membership_at, excluded.membership_at),
    updated_at = now()
  returning c.id, c.department_id, c.assigned_operator_id, (xmax = 0)
  into id, department_id, assigned_operator_id, is_new;
end $$;

-- The client's conversation, made when there is none, and locked: the lock that orders its every change.
-- Pressing "start" asks for nothing: the conversation is open from the first message on.
create or replace function lock_conversation(p_client_id bigint, p jsonb,
  out id bigint, out seq bigint, out work_state work_state, out incoming_count int) language plpgsql as $$
#variable_conflict use_column
begin
  insert into conversations (client_id, chat_id, work_state)
  values (p_client_id, incoming_chat_id(p),
    case when is_incoming_line(p) then 'done' else 'waiting_client' end::work_state)
  on conflict (client_id) do nothing;
  select v.id, v.seq, v.work_state, v.incoming_count into id, seq, work_state, incoming_count
  from conversations v where v.client_id = p_client_id for update;
end $$;
