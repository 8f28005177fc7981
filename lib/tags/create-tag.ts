import { tags } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { type CreateTag, createTagSchema, type Tag, tagSchema } from "./schemas";

/** A new tag. Throws `conflict` when one of that name is there, in any case of letters. */
export async function createTag(ctx: Context, input: CreateTag): Promise<Tag> {
  assertCan(ctx, "tags.write");
  const values = createTagSchema.parse(input);
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx.insert(tags).values(values).onConflictDoNothing().returning();
    if (!row) throw nameTaken(values.name);
    await writeLog(tx, ctx, {
      action: "tag_created",
      description: `Tag ${row.id}`,
      details: { name: row.name },
    });
    return tagSchema.parse(row);
  });
}

/** The refusal of a name that another tag has. */
export function nameTaken(name: string): AppError {
  return new AppError("conflict", "tag.taken", { params: { name } });
}
