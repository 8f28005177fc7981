import { and, eq, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { clients } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { searchForm, searchPattern } from "@/lib/core/search-form";
import { splitSearch } from "./phone-search";

/** Fewer exact hits than this, and typos are forgiven. */
const fewHits = 5;
/** More exact hits than this lie close in any order: walking along it finds a page at once. */
const manyHits = 5000;
/** Candidates of a typing mistake that are ranked: limit first, then rank. */
const maxRanked = 500;
/** Typing mistakes find at most this many, the likeliest first. */
const maxFuzzy = 50;
/** Message texts find at most this many messages, so that a common word stays quick. */
const maxMessages = 1000;
/** 0.6 is Postgres's own; one wrong letter in a short name needs a little less. */
const similarity = "0.5";

const shownNames = searchFormOf(
  sql`${clients.firstName} || ' ' || ${clients.lastName} || ' ' || coalesce(${clients.username}, '')`,
);

/**
 * The condition on `clients` for a search: every word in names, username, phone or email; the words
 * in message texts; names with a typo when that finds little. A reader with
 * masked contacts searches names and username only: else a search would guess the hidden digits.
 */
export async function searchCondition(
  ctx: Context,
  search: string,
  isMasked: boolean,
): Promise<SQL> {
  const text = searchForm(search).trim();
  const byField = fieldsMatch(text, isMasked);
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

/** What a client without a name is called on the screens (client-name.ts). */
const unnamed = /^(?:client|клиент)\s+(\d{1,15})$/i;

function fieldsMatch(text: string, isMasked: boolean): SQL {
  const [, number] = unnamed.exec(text.trim()) ?? [];
  if (number) return or(eq(clients.id, Number(number)), namesMatch(text, isMasked)) ?? sql`true`;
  return namesMatch(text, isMasked);
}

function namesMatch(text: string, isMasked: boolean): SQL {
  const { words, phones } = splitSearch(text);
  if (isMasked) {
    const typed = [...words, ...phones.flatMap(({ parts }) => parts)];
    // The column with the index narrows; what a masked reader may search decides.
    const both = [clients.searchText, shownNames] as const;
    return and(...typed.flatMap((word) => both.map((one) => contains(one, word)))) ?? sql`true`;
  }
  const asTyped = words.map((word) => contains(clients.searchText, word));
  // A number is one whatever stands between its digits, with 8, 7 or +7 before them.
  const asNumbers = phones.map(({ parts, forms }) =>
    or(
      and(...parts.map((part) => contains(clients.searchText, part))),
      ...forms.map((form) => contains(clients.phoneForm, form)),
    ),
  );
  return and(...asTyped, ...asNumbers) ?? sql`true`;
}

function contains(column: SQLWrapper, word: string): SQL {
  return sql`${column} like ${searchPattern(word)}`;
}

async function similarIds(ctx: Context, text: string, isMasked: boolean): Promise<number[]> {
  // Names are forgiven a typo; another number or another address is somebody else's.
  if ([...text].length < 3 || !/\p{L}/u.test(text) || /\S@\S/.test(text)) return [];
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
