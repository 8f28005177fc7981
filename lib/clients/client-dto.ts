import { eq, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { type clients, clientTags, conversations, messages, tags } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import { maskContacts } from "@/lib/access/mask-contacts";
import { type Tag, tagSchema } from "@/lib/tags/schemas";
import type { Client } from "./schemas";

type Row = typeof clients.$inferSelect;
type Chat = Pick<Client, "last_message_at" | "last_message" | "waiting_since">;

const noChat: Chat = { last_message_at: null, last_message: null, waiting_since: null };

/** A client in the API's shape; `isMasked` by `masksContactsFor` hides phone and email. */
export async function clientDto(db: Db, row: Row, isMasked: boolean): Promise<Client> {
  const [dto] = await clientDtos(db, [row], isMasked);
  return dto as Client;
}

/** Clients in the API's shape, in the order given: the one place where rows become clients. */
export async function clientDtos(db: Db, rows: Row[], isMasked: boolean): Promise<Client[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [tagsOf, chatOf] = await Promise.all([loadTags(db, ids), loadChats(db, ids)]);
  return rows.map((row) =>
    maskContacts(
      {
        id: row.id,
        telegram_id: row.telegramId,
        first_name: row.firstName,
        last_name: row.lastName,
        username: row.username,
        phone: row.phone,
        email: row.email,
        status: row.status,
        assigned_operator_id: row.assignedOperatorId,
        department_id: row.departmentId,
        language_code: row.languageCode,
        source: row.source,
        blocked_at: row.blockedAt?.toISOString() ?? null,
        contacts_masked: isMasked,
        tags: tagsOf.get(row.id) ?? [],
        board_order: row.boardOrder,
        ...(chatOf.get(row.id) ?? noChat),
        created_at: row.createdAt.toISOString(),
        updated_at: row.updatedAt.toISOString(),
      },
      isMasked,
    ),
  );
}

async function loadTags(db: Db, ids: number[]): Promise<Map<number, Tag[]>> {
  const rows = await db
    .select({ clientId: clientTags.clientId, id: tags.id, name: tags.name, color: tags.color })
    .from(clientTags)
    .innerJoin(tags, eq(tags.id, clientTags.tagId))
    .where(inArray(clientTags.clientId, ids))
    .orderBy(searchFormOf(tags.name), tags.id);
  const found = new Map<number, Tag[]>();
  for (const { clientId, ...tag } of rows) {
    found.set(clientId, [...(found.get(clientId) ?? []), tagSchema.parse(tag)]);
  }
  return found;
}

async function loadChats(db: Db, ids: number[]): Promise<Map<number, Chat>> {
  const rows = await db
    .select({
      clientId: conversations.clientId,
      lastMessageAt: conversations.lastMessageAt,
      waitingSince: conversations.waitingSince,
      last: {
        kind: messages.kind,
        sender_type: messages.senderType,
        preview: sql<string>`left(${messages.content}, 120)`,
      },
    })
    .from(conversations)
    .leftJoin(messages, eq(messages.id, conversations.lastMessageId))
    .where(inArray(conversations.clientId, ids));
  return new Map(
    rows.map((row) => [
      row.clientId,
      {
        last_message_at: row.lastMessageAt?.toISOString() ?? null,
        last_message: row.last,
        waiting_since: row.waitingSince?.toISOString() ?? null,
      },
    ]),
  );
}
