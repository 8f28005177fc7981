import { and, type SQL, sql } from "drizzle-orm";
import { clients } from "@/db/schema";
import type { Context } from "@/lib/context";
import { visibleClients } from "./scope";

/** Fewer exact hits than this, and typos are forgiven. */
const fewHits = 5;
/** More exact hits than this lie close in any order: walking along it finds a page at once. */
const manyHits = 5000;
/** Candidates of a typing mistake that are ranked: limit first, then rank. */
const maxRanked = 500;
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
  const hits = await countHits(ctx, and(visible, byField));
  if (hits >= manyHits) return sql`(${byField} or ${clients.id} in (${byMessage}))`;
  const fuzzy = hits < fewHits ? await similarIds(ctx, text, isMasked) : [];
  // A union, because an "or" between two indexes would read every client.
  return sql`${clients.id} in (
    select ${clients.id} from ${clients} where ${byField}
    union ${byMessage}
    union select unnest(${sql.param(`{${fuzzy.join(",")}}`)}::bigint[]))`;
}

async function countHits(ctx: Context, condition: SQL | undefined): Promise<number> {
  const found = ctx.db
    .select({ one: sql`1`.as("one") })
    .from(clients)
    .where(condition)
    .limit(manyHits)
    .as("found");
  const [row] = await ctx.db.select({ n: sql<number>`count(*)::int` }).from(found);
  return row?.n ?? 0;
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

async function similarIds(ctx: Context, text: string, isMasked: boolean): Promise<number[]> {
  if ([...text].length < 3) return [];
  return ctx.db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('pg_trgm.word_similarity_threshold', ${similarity}, true)`,
    );
    const alike = tx
      .select({
        id: clients.id,
        score: sql<number>`word_similarity(${text}, ${clients.searchText})`.as("score"),
      })
      .from(clients)
      .where(
        and(
          visibleClients(ctx.actor),
          sql`${text} <% ${clients.searchText}`,
          isMasked ? sql`${text} <% ${shownNames}` : undefined,
        ),
      )
      .limit(maxRanked)
      .as("alike");
    const rows = await tx
      .select({ id: alike.id })
      .from(alike)
      .orderBy(sql`${alike.score} desc`, alike.id)
      .limit(maxFuzzy);
    return rows.map((row) => row.id);
  });
}
