-- Events for outgoing webhooks, noted in the act's own transaction, whichever way the row changed.
-- The job reads what it delivers from `payload`; each webhook's job is woken at the commit, where the
-- embedded queue is there (Trigger.dev is called after it: lib/effects/wake-webhooks.ts). Without an active
-- webhook for the event this is one look at a table of a few rows.
create or replace function note_webhook_event(p_event text, p_payload jsonb) returns void language plpgsql as $$
declare
  v_webhook record;
begin
  for v_webhook in select id from webhooks where is_active and p_event = any (events) loop
    insert into webhook_deliveries (webhook_id, event, payload) values (v_webhook.id, p_event, p_payload);
    perform wake_webhook(v_webhook.id);
  end loop;
end $$;

create or replace function wake_webhook(p_webhook_id bigint) returns void language plpgsql as $$
begin
  if to_regnamespace('graphile_worker') is not null then
    perform wake_job_in('deliver-webhook', json_build_object('webhookId', p_webhook_id),
      'webhook-' || p_webhook_id, interval '0', 25, 'replace', 'webhooks-' || p_webhook_id % 4);
  end if;
end $$;

-- Messages of clients, operators and the bot; notes and system lines stay inside.
create or replace function on_message_created() returns trigger language plpgsql as $$
begin
  perform note_webhook_event('message.created', jsonb_build_object('message_id', new.id));
  return null;
end $$;

create or replace function on_delivery_failed() returns trigger language plpgsql as $$
begin
  perform note_webhook_event('message.delivery_failed', jsonb_build_object('message_id', new.id));
  return null;
end $$;

create or replace function on_client_assigned() returns trigger language plpgsql as $$
begin
  perform note_webhook_event('client.assigned', jsonb_build_object('client_id', new.id,
    'from_operator_id', old.assigned_operator_id, 'to_operator_id', new.assigned_operator_id));
  return null;
end $$;

create or replace function on_client_status_changed() returns trigger language plpgsql as $$
begin
  perform note_webhook_event('client.status_changed', jsonb_build_object('client_id', new.id,
    'from_status', old.status, 'to_status', new.status));
  return null;
end $$;
