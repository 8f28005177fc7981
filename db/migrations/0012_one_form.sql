-- A phone as digits with its country: 8, 7, +7, 007 and 8-10-7 of a Russian number are one, as are the
-- national 80 and 375 of a Belarusian one. What letters or commas part (an extension, a second
-- number) stands after `|`. Lives here, not in db/functions: a stored column is made of it, so it may not change.
CREATE FUNCTION phone_form(phone text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  select nullif(trim(both '|' from
    regexp_replace(regexp_replace(regexp_replace(
      regexp_replace(regexp_replace(
        regexp_replace(normalize(phone, NFKC), '[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g'),
        '[^0-9+().\s\u00a0\u202f\u2010-\u2015\u2212-]+', '|', 'g'),
      '[^0-9|]', '', 'g'),
    '(^|\|)(00|810)(?=\d{10})', '\1', 'g'),
    '(^|\|)80(?=\d{9}(\||$))', '\1375', 'g'),
    '(^|\|)[78]?(?=[3-9]\d{9}(\||$))', '\17', 'g')
  ), '')
$$;--> statement-breakpoint
-- One form for what is there already; a text with styles keeps its own, whose offsets count in it.
UPDATE "clients" SET "first_name" = normalize("first_name"), "last_name" = normalize("last_name") WHERE "first_name" IS NOT NFC NORMALIZED OR "last_name" IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "messages" SET "content" = normalize("content") WHERE "entities" IS NULL AND "content" IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "attachments" SET "name" = normalize("name") WHERE "name" IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "operators" SET "name" = normalize("name") WHERE "name" IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "media" SET "name" = normalize("name") WHERE "name" IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "quick_replies" SET "title" = normalize("title"), "content" = normalize("content") WHERE "title" IS NOT NFC NORMALIZED OR "content" IS NOT NFC NORMALIZED;--> statement-breakpoint
-- Names that were two and are one in the new form: the later ones get their number.
UPDATE "tags" a SET "name" = left(a."name", 30) || ' ' || a."id" WHERE EXISTS (SELECT FROM "tags" b WHERE b."id" < a."id" AND translate(lower(normalize(b."name")), 'ё', 'е') = translate(lower(normalize(a."name")), 'ё', 'е'));--> statement-breakpoint
UPDATE "departments" a SET "name" = a."name" || ' ' || a."id" WHERE EXISTS (SELECT FROM "departments" b WHERE b."id" < a."id" AND translate(lower(normalize(b."name")), 'ё', 'е') = translate(lower(normalize(a."name")), 'ё', 'е'));--> statement-breakpoint
UPDATE "quick_replies" a SET "shortcut" = a."shortcut" || a."id" WHERE EXISTS (SELECT FROM "quick_replies" b WHERE b."id" < a."id" AND coalesce(b."department_id", 0) = coalesce(a."department_id", 0) AND translate(lower(normalize(b."shortcut")), 'ё', 'е') = translate(lower(normalize(a."shortcut")), 'ё', 'е'));--> statement-breakpoint
DROP INDEX "departments_name_key";--> statement-breakpoint
DROP INDEX "media_name_idx";--> statement-breakpoint
DROP INDEX "quick_replies_shortcut_key";--> statement-breakpoint
DROP INDEX "tags_name_key";--> statement-breakpoint
UPDATE "tags" SET "name" = normalize("name") WHERE "name" IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "departments" SET "name" = normalize("name") WHERE "name" IS NOT NFC NORMALIZED;--> statement-breakpoint
UPDATE "quick_replies" SET "shortcut" = normalize("shortcut") WHERE "shortcut" IS NOT NFC NORMALIZED;--> statement-breakpoint
ALTER TABLE "clients" DROP COLUMN "search_text", ADD COLUMN "email_forms" text, ADD COLUMN "phone_form" text GENERATED ALWAYS AS (phone_form(phone)) STORED, ADD COLUMN "search_text" text GENERATED ALWAYS AS (translate(lower(normalize(first_name || ' ' || last_name || ' ' || coalesce(username, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(email, '') || ' ' || coalesce(email_forms, ''))), 'ё', 'е')) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "clients_search_idx" ON "clients" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "clients_phone_search_idx" ON "clients" USING gin ("phone_form" gin_trgm_ops) WHERE "clients"."phone_form" is not null;--> statement-breakpoint
CREATE INDEX "clients_phone_idx" ON "clients" USING btree ("phone_form") WHERE "clients"."phone_form" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "departments_name_key" ON "departments" USING btree (translate(lower(normalize("name")), 'ё', 'е'));--> statement-breakpoint
CREATE INDEX "media_name_idx" ON "media" USING gin ((translate(lower(normalize("name")), 'ё', 'е')) gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "quick_replies_shortcut_key" ON "quick_replies" USING btree (translate(lower(normalize("shortcut")), 'ё', 'е'),coalesce("department_id", 0));--> statement-breakpoint
CREATE UNIQUE INDEX "tags_name_key" ON "tags" USING btree (translate(lower(normalize("name")), 'ё', 'е'));
