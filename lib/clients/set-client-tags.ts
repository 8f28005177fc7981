import { and, eq } from "drizzle-orm";
import { clients, clientTags } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { change } from "@/lib/effects/change";
import { assertCan } from "@/lib/permissions";
import { type SetClientTags, setClientTagsSchema } from "@/lib/tags/schemas";
import { applyChanges } from "./apply-changes";
import { getClient } from "./queries";
import type { Client } from "./schemas";

/** Gives a client exactly these tags. Throws `not_found`, `invalid` for an unknown tag. */
export async function setClientTags(
  ctx: Context,
  id: number,
  input: SetClientTags,
): Promise<Client> {
  assertCan(ctx, "clients.write");
  const wanted = new Set(setClientTagsSchema.parse(input).tag_ids);
  await change(ctx, async (tx) => {
    // The lock first: two settings at once end as one of them, not as their sum.
    const [client] = await tx
      .select({ id: clients.id })
      .from(clients)
      .where(and(eq(clients.id, id), visibleClients(ctx.actor)))
      .for("update");
    if (!client) throw notFound("client");
    const rows = await tx
      .select({ id: clientTags.tagId })
      .from(clientTags)
      .where(eq(clientTags.clientId, id));
    const has = new Set(rows.map((row) => row.id));
    await applyChanges(tx, ctx, [
      {
        id,
        add_tag_ids: [...wanted].filter((tag) => !has.has(tag)),
        remove_tag_ids: [...has].filter((tag) => !wanted.has(tag)),
      },
    ]);
  });
  return getClient(ctx, id);
}
