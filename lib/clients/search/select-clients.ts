import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { clients, conversations } from "@/db/schema";
import type { ListClients } from "@/lib/clients/schemas";
import type { Context } from "@/lib/context";
import { clientOrder, lastMessageStart } from "./client-order";

type Found = { client: typeof clients.$inferSelect; key: string | number };

/** The rows of a page, and one more when there is another page, each with its key for the cursor. */
export async function selectClients(
  ctx: Context,
  filter: Pick<ListClients, "sort" | "cursor" | "limit">,
  condition: SQL | undefined,
): Promise<Found[]> {
  const limit = filter.limit + 1;
  const { key, orderBy, after } = clientOrder(filter.sort, filter.cursor);
  const select = () =>
    ctx.db
      .select({ client: clients, key })
      .from(clients)
      .leftJoin(conversations, eq(conversations.clientId, clients.id))
      .$dynamic();
  if (filter.sort !== "-last_message_at") {
    return select().where(and(condition, after)).orderBy(orderBy).limit(limit);
  }
  // Those with messages come along the index of conversations; joining and sorting everybody would
  // cost 200 ms with 100,000 clients. Those without a message follow by id.
  const start = lastMessageStart(filter.cursor);
  const spoken = start?.isSilent
    ? []
    : await ctx.db
        .select({ client: clients, key })
        .from(conversations)
        .innerJoin(clients, eq(clients.id, conversations.clientId))
        .where(and(isNotNull(conversations.lastMessageAt), condition, start?.upTo, after))
        .orderBy(sql`${conversations.lastMessageAt} desc nulls last, ${clients.id} desc`)
        .limit(limit);
  if (spoken.length === limit) return spoken;
  const silent = await select()
    .where(and(isNull(conversations.lastMessageAt), condition, start?.isSilent ? after : undefined))
    .orderBy(sql`${clients.id} desc`)
    .limit(limit - spoken.length);
  return [...spoken, ...silent];
}
