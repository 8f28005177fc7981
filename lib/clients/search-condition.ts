import { and, type SQL, sql } from "drizzle-orm";
import { clients } from "@/db/schema";
import type { Context } from "@/lib/context";
import { visibleClients } from "./scope";

/** Fewer exact hits than this, and typos are forgiven. */
const fewHits = 5;
/** Typing mistakes answer at most this many, the likeliest first. */
const maxFuzzy = 50;
/** Message texts bring at most this many messages, so that a common word stays quick. */
const maxMessages = 1000;
/** 0.6 is Postgres's own; one wrong letter in a short name needs a little less. */
const similarity = "0.5";

const shownNames = sql`translate(lower(${clients.firstName} || ' ' || ${clients.lastName} || ' ' || coalesce(${clients.username}, '')), 'ё', 'е')`;

/**
 * The condition on `clients` for a search: every word in names, username, phone or email; the words
 * in message texts; names with a typo when that finds little. Lower case, ё as е. A reader with
 * masked contacts searches names and username only: else a search would guess the hidden digits.
 */
export async function searchCondition(
  ctx: Context,
  search: string,
  isMasked: boolean,
): Promise<SQL> {
  const text = search.trim().toLowerCase().replaceAll("ё", "е").replaceAll("\u0000", "");
  const words = text.split(/\s+/u).map((word) => word.replace(/^@/, ""));
  const byField = fieldsMatch(text, words.filter(Boolean), isMasked);
  const visible = visibleClients(ctx.actor);
  const byMessage = sql`select m.client_id from (
    select messages.client_id from messages ${
      visible ? sql`join ${clients} on ${clients.id} = messages.client_id and ${visible}` : sql``
    }
    where messages.search_vector @@ websearch_to_tsquery('russian', ${text})
      and messages.deleted_at is null
    limit ${maxMessages}) m`;
  const fuzzy = await similarIds(ctx, text, byField, isMasked);
  return sql`${clients.id} in (
    select ${clients.id} from ${clients} where ${byField}
    union ${byMessage}
    union select unnest(${sql.param(`{${fuzzy.join(",")}}`)}::bigint[]))`;
}

function fieldsMatch(text: string, words: string[], isMasked: boolean): SQL {
  const conditions = words.map((word) => contains(clients.searchText, word));
  // The column with the index narrows; what a masked reader may search decides.
  if (isMasked) conditions.push(...words.map((word) => contains(shownNames, word)));
  const all = and(...conditions) ?? sql`true`;
  const digits = text.replace(/[\s()+.-]/g, "");
  const isPhone = !isMasked && /^\d{5,15}$/.test(digits);
  // "8 916…" and "+7 916…" are one number: its last ten digits.
  return isPhone ? sql`((${all}) or ${contains(clients.searchText, digits.slice(-10))})` : all;
}

function contains(column: SQL | typeof clients.searchText, word: string): SQL {
  return sql`${column} like ${`%${word.replace(/[\\%_]/g, "\\$&")}%`}`;
}

async function similarIds(ctx: Context, text: string, exact: SQL, isMasked: boolean) {
  if ([...text].length < 3) return [];
  return ctx.db.transaction(async (tx) => {
    const found = await tx
      .select({ id: clients.id })
      .from(clients)
      .where(and(visibleClients(ctx.actor), exact))
      .limit(fewHits);
    if (found.length >= fewHits) return [];
    await tx.execute(
      sql`select set_config('pg_trgm.word_similarity_threshold', ${similarity}, true)`,
    );
    const rows = await tx
      .select({ id: clients.id })
      .from(clients)
      .where(
        and(
          visibleClients(ctx.actor),
          sql`${text} <% ${clients.searchText}`,
          isMasked ? sql`${text} <% ${shownNames}` : undefined,
        ),
      )
      .orderBy(sql`word_similarity(${text}, ${clients.searchText}) desc`, clients.id)
      .limit(maxFuzzy);
    return rows.map((row) => row.id);
  });
}
