import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { clients, conversations } from "@/db/schema";
import type { ClientSort } from "@/lib/clients/terms";
import { cursorId, decodeCursor } from "@/lib/core/cursor";

// Names only: a cursor must not carry a phone to a reader who sees none. Byte order is right for
// lower-case Russian without ё; the end of a very long name does not sort.
const nameKey = sql<string>`left(translate(lower(${clients.firstName} || ' ' || ${clients.lastName}), 'ё', 'е'), 50) collate "C"`;

/** A time as whole microseconds: what Postgres keeps, exact in a cursor. */
const micros = (time: SQL) =>
  sql<number>`(extract(epoch from ${time}) * 1000000)::bigint`.mapWith(Number);
const fromMicros = (value: number) =>
  sql`('epoch'::timestamptz + ${value}::float8 * interval '1 microsecond')`;

const lastMessageAt = sql`coalesce(${conversations.lastMessageAt}, 'epoch'::timestamptz)`;

type Order = {
  /** What the cursor keeps beside the id, to be selected with the row. */
  key: SQL<string | number>;
  orderBy: SQL;
  /** The rows after the cursor; undefined without one. */
  after: SQL | undefined;
};

/** How a list is sorted and continued, by key; ties by id. Throws `invalid` for a junk cursor. */
export function clientOrder(sort: ClientSort, cursor: string | undefined): Order {
  const isDescending = sort.startsWith("-") || sort === "board";
  const direction = isDescending ? sql`desc` : sql`asc`;
  const than = isDescending ? sql`<` : sql`>`;
  const make = <K extends z.ZodType<string | number>>(
    expression: SQL,
    key: SQL<string | number>,
    schema: K,
    back: (value: z.output<K>) => SQL,
  ): Order => {
    const start = decodeCursor(z.tuple([schema, cursorId]), cursor) as
      | [z.output<K>, number]
      | undefined;
    return {
      key,
      orderBy: sql`${expression} ${direction}, ${clients.id} ${direction}`,
      after: start && sql`(${expression}, ${clients.id}) ${than} (${back(start[0])}, ${start[1]})`,
    };
  };
  const byTime = (time: SQL) => make(time, micros(time), cursorId, fromMicros);
  switch (sort) {
    case "name":
    case "-name":
      return make(nameKey, nameKey, z.string().max(50), (value) => sql`${value} collate "C"`);
    case "updated_at":
    case "-updated_at":
      return byTime(sql`${clients.updatedAt}`);
    case "last_message_at":
    case "-last_message_at":
      return byTime(lastMessageAt);
    case "board":
      return make(
        sql`${clients.boardOrder}`,
        sql<number>`${clients.boardOrder}`.mapWith(Number),
        z.number(),
        (value) => sql`${value}::float8`,
      );
    default:
      // Ids are given out in the order of creation: the primary key is the index.
      return {
        key: sql<number>`${clients.id}`.mapWith(Number),
        orderBy: sql`${clients.id} ${direction}`,
        after: startId(cursor, than),
      };
  }
}

function startId(cursor: string | undefined, than: SQL): SQL | undefined {
  const start = decodeCursor(z.tuple([cursorId, cursorId]), cursor);
  return start && sql`${clients.id} ${than} ${start[1]}`;
}

/** Where a page by the last message goes on: up to a time, or among those without a message. */
export function lastMessageStart(
  cursor: string | undefined,
): { upTo: SQL; isSilent: boolean } | null {
  const start = decodeCursor(z.tuple([cursorId, cursorId]), cursor);
  if (!start) return null;
  const upTo = sql`${conversations.lastMessageAt} <= ${fromMicros(start[0])}`;
  return { upTo, isSilent: start[0] === 0 };
}
