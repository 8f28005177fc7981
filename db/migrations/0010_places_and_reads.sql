ALTER TABLE "conversation_reads" ADD COLUMN "changed_xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "open_operator_id" bigint;--> statement-breakpoint
CREATE INDEX "conversation_reads_changed_idx" ON "conversation_reads" USING btree ("operator_id","changed_xid");--> statement-breakpoint
CREATE INDEX "conversations_load_idx" ON "conversations" USING btree ("open_operator_id") WHERE "conversations"."open_operator_id" is not null;--> statement-breakpoint
-- Whole bodies, not stand-ins: between this and db/functions the desk is at work.
create or replace function load_of_conversation() returns trigger language plpgsql as $$
begin
  new.open_operator_id := case when new.work_state <> 'done'
    then (select c.assigned_operator_id from clients c where c.id = new.client_id) end;
  return new;
end $$;--> statement-breakpoint
create or replace function load_of_client() returns trigger language plpgsql as $$
begin
  update conversations v set open_operator_id = case when v.work_state <> 'done' then new.assigned_operator_id end
  where v.client_id = new.id
    and v.open_operator_id is distinct from case when v.work_state <> 'done' then new.assigned_operator_id end;
  return null;
end $$;--> statement-breakpoint
create trigger load_begins before insert on conversations for each row execute function load_of_conversation();--> statement-breakpoint
create trigger load_changes before update of work_state, client_id on conversations for each row
  when ((old.work_state = 'done') is distinct from (new.work_state = 'done') or old.client_id <> new.client_id)
  execute function load_of_conversation();--> statement-breakpoint
create trigger load_moves after update of assigned_operator_id on clients for each row
  when (new.assigned_operator_id is distinct from old.assigned_operator_id)
  execute function load_of_client();--> statement-breakpoint
update conversations v set open_operator_id = c.assigned_operator_id from clients c
where c.id = v.client_id and v.work_state <> 'done' and c.assigned_operator_id is not null;
