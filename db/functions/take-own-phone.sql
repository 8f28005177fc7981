-- A client gave their own phone (a shared contact with their own id): it fills an empty one, with a line in
-- the thread, from which it can be taken back, and one in the log. A phone that is there stays.
create or replace function take_own_phone(p_client_id bigint, p_message_id bigint, p_phone text)
returns void language plpgsql as $$
declare
  v_details jsonb := '{"fields":["phone"],"reason":"shared_contact"}';
begin
  update clients set phone = p_phone, updated_at = now() where id = p_client_id and coalesce(phone, '') = '';
  if not found then
    return;
  end if;
  insert into messages (conversation_id, client_id, sender_type, message_type, kind, payload, delivery_status, position, seq)
  select m.conversation_id, m.client_id, 'system', 'system', 'client_updated',
    v_details || jsonb_build_object('message_id', m.id), 'received', m.position, m.seq
  from messages m where m.id = p_message_id;
  insert into operator_logs (action, description, client_id, details)
  values ('client_updated', 'phone', p_client_id, v_details);
end $$;
