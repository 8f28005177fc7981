import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import { clients, messages } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import { assertSeesClient } from "@/lib/access/assert-sees-client";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/schemas";
import { searchForm, searchPattern } from "@/lib/core/search-form";
import { assertCan } from "@/lib/permissions";
import { messagesFor } from "./message-dto";
import type { ListMessages, Message } from "./schemas";

/**
 * A client's messages in thread order, or with `after_seq` what changed since, in order of change.
 * Throws `not_found` for an invisible client.
 */
export async function listMessages(ctx: Context, filter: ListMessages): Promise<Page<Message>> {
  assertCan(ctx, "clients.read");
  await assertSeesClient(ctx, filter.client_id);
  const page =
    filter.after_seq === undefined ? await threadPage(ctx, filter) : await changesPage(ctx, filter);
  return { results: await messagesFor(ctx, page.ids), next_cursor: page.cursor };
}

/** One message, or `not_found`. */
export async function getMessage(ctx: Context, id: number): Promise<Message> {
  assertCan(ctx, "clients.read");
  const [row] = await ctx.db
    .select({ id: messages.id })
    .from(messages)
    .innerJoin(clients, eq(clients.id, messages.clientId))
    .where(and(eq(messages.id, id), visibleClients(ctx.actor)));
  const [message] = row ? await messagesFor(ctx, [row.id]) : [];
  if (!message) throw notFound("message");
  return message;
}

const ofClient = (clientId: number) =>
  sql`${messages.conversationId} = (select id from conversations where client_id = ${clientId})`;

const isOfKind = ({ is_internal: only }: ListMessages) =>
  only && eq(messages.isInternal, only === "true");

/** The words stand in the text in some form, or the text holds them as typed. */
function holdsWords(search: string) {
  return sql`(${messages.searchVector} @@ websearch_to_tsquery('russian', ${searchForm(search)})
    or ${searchFormOf(messages.content)} like ${searchPattern(search)})`;
}

async function threadPage(ctx: Context, filter: ListMessages) {
  const after = decodeCursor(z.tuple([cursorId, cursorId]), filter.cursor);
  const isAscending = filter.order === "asc" && !filter.search;
  const sign = sql.raw(isAscending ? ">" : "<");
  const direction = isAscending ? asc : desc;
  const rows = await ctx.db
    .select({ id: messages.id, position: messages.position })
    .from(messages)
    .where(
      and(
        ofClient(filter.client_id),
        isOfKind(filter),
        filter.search ? holdsWords(filter.search) : undefined,
        after && sql`(${messages.position}, ${messages.id}) ${sign} (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(direction(messages.position), direction(messages.id))
    .limit(filter.limit + 1);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  const cursor = rows.length > filter.limit && last ? encodeCursor([last.position, last.id]) : null;
  return { ids: shown.map((row) => row.id), cursor };
}

async function changesPage(ctx: Context, filter: ListMessages) {
  const after = decodeCursor(z.tuple([cursorId, cursorId]), filter.cursor);
  const rows = await ctx.db
    .select({ id: messages.id, seq: messages.seq })
    .from(messages)
    .where(
      and(
        ofClient(filter.client_id),
        isOfKind(filter),
        gt(messages.seq, filter.after_seq ?? 0),
        after && sql`(${messages.seq}, ${messages.id}) > (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(asc(messages.seq), asc(messages.id))
    .limit(filter.limit + 1);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  const cursor = rows.length > filter.limit && last ? encodeCursor([last.seq, last.id]) : null;
  return { ids: shown.map((row) => row.id), cursor };
}
