CREATE TABLE "early_reactions" (
	"bot_id" bigint NOT NULL,
	"chat_id" bigint NOT NULL,
	"telegram_message_id" bigint NOT NULL,
	"emoji" text[] NOT NULL,
	"reacted_at" timestamp with time zone NOT NULL,
	"update_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "early_reactions_chat_id_telegram_message_id_bot_id_pk" PRIMARY KEY("chat_id","telegram_message_id","bot_id")
);
--> statement-breakpoint
ALTER TABLE "message_reactions" ADD COLUMN "reacted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "message_reactions" ADD COLUMN "update_id" bigint;--> statement-breakpoint
ALTER TABLE "message_versions" ADD COLUMN "written_at" jsonb;--> statement-breakpoint
ALTER TABLE "message_versions" ADD COLUMN "place" double precision;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "written_at" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "awaits_original" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- The whole body, not a stand-in: between this and db/functions the desk is at work.
create or replace function take_early_reaction() returns trigger language plpgsql as $$
begin
  with early as (
    delete from early_reactions e
    where e.chat_id = new.chat_id and e.telegram_message_id = new.telegram_message_id and e.bot_id = new.bot_id
    returning e.emoji, e.reacted_at, e.update_id
  )
  insert into message_reactions as r (message_id, by_client, emoji, reacted_at, update_id)
  select new.id, true, early.emoji, early.reacted_at, early.update_id from early
  on conflict (message_id, by_client) do update
    set emoji = excluded.emoji, reacted_at = excluded.reacted_at, update_id = excluded.update_id, updated_at = now()
    where (coalesce(r.reacted_at, '-infinity'), coalesce(r.update_id, 0)) < (excluded.reacted_at, excluded.update_id);
  return null;
end $$;--> statement-breakpoint
create trigger early_reaction_on_insert after insert on messages for each row
  when (new.telegram_message_id is not null) execute function take_early_reaction();--> statement-breakpoint
create trigger early_reaction_on_number after update of telegram_message_id on messages for each row
  when (new.telegram_message_id is not null and old.telegram_message_id is null) execute function take_early_reaction();
