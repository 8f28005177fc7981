-- Bodies live in db/functions/note-webhook-event.sql and are put in right after the migrations.
create or replace function on_message_created() returns trigger language plpgsql as 'begin return null; end';--> statement-breakpoint
create or replace function on_delivery_failed() returns trigger language plpgsql as 'begin return null; end';--> statement-breakpoint
create or replace function on_client_assigned() returns trigger language plpgsql as 'begin return null; end';--> statement-breakpoint
create or replace function on_client_status_changed() returns trigger language plpgsql as 'begin return null; end';--> statement-breakpoint
create trigger message_created after insert on messages for each row
  when (not new.is_internal and new.message_type <> 'system')
  execute function on_message_created();--> statement-breakpoint
create trigger delivery_failed after update of delivery_status on messages for each row
  when (new.delivery_status in ('failed', 'unknown') and new.delivery_status is distinct from old.delivery_status)
  execute function on_delivery_failed();--> statement-breakpoint
create trigger client_assigned after update of assigned_operator_id on clients for each row
  when (new.assigned_operator_id is distinct from old.assigned_operator_id)
  execute function on_client_assigned();--> statement-breakpoint
create trigger client_status_changed after update of status on clients for each row
  when (new.status is distinct from old.status)
  execute function on_client_status_changed();
