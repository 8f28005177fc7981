import { and, eq, ne } from "drizzle-orm";
import { tags } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { searchForm } from "@/lib/core/search-form";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { nameTaken } from "./create-tag";
import { type Tag, tagSchema, type UpdateTag, updateTagSchema } from "./schemas";

/** Renames or recolours a tag everywhere. Throws `not_found`, `conflict` for a taken name. */
export async function updateTag(ctx: Context, id: number, input: UpdateTag): Promise<Tag> {
  assertCan(ctx, "tags.write");
  const change = updateTagSchema.parse(input);
  return ctx.db.transaction(async (tx) => {
    const [before] = await tx.select().from(tags).where(eq(tags.id, id)).for("update");
    if (!before) throw notFound("tag");
    if (change.name === undefined && change.color === undefined) return tagSchema.parse(before);
    if (change.name !== undefined) {
      const [other] = await tx
        .select({ id: tags.id })
        .from(tags)
        .where(and(ne(tags.id, id), eq(searchFormOf(tags.name), searchForm(change.name))));
      if (other) throw nameTaken(change.name);
    }
    const [row] = await tx
      .update(tags)
      .set({
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.color === undefined ? {} : { color: change.color }),
      })
      .where(eq(tags.id, id))
      .returning();
    await writeLog(tx, ctx, {
      action: "tag_updated",
      description: `Tag ${id}`,
      details: { name: row?.name },
    });
    return tagSchema.parse(row);
  });
}
