import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { clients } from "@/db/schema";
import { clientDto } from "@/lib/clients/client-dto";
import { messagesByIds } from "@/lib/messages/message-dto";

/**
 * What an event's facts (ids, as the act noted them) become in a delivery: the API's own objects as
 * they are now. Null when what it is about was erased since.
 */
export async function deliveryData(
  db: Db,
  facts: Record<string, unknown>,
): Promise<Record<string, unknown> | null> {
  const { message_id, client_id, ...change } = facts;
  if (typeof message_id === "number") {
    const [message] = await messagesByIds(db, [message_id]);
    if (!message) return null;
    const client = await clientOf(db, message.client_id);
    return client ? { message, client } : null;
  }
  if (typeof client_id === "number") {
    const client = await clientOf(db, client_id);
    return client ? { client, ...change } : null;
  }
  return facts;
}

async function clientOf(db: Db, id: number) {
  const [row] = await db.select().from(clients).where(eq(clients.id, id));
  return row ? clientDto(db, row, false) : null;
}
