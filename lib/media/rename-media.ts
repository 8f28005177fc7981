import { eq } from "drizzle-orm";
import { media } from "@/db/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { getMedia } from "./queries";
import { type Media, type RenameMedia, renameMediaSchema } from "./schemas";

/** Gives a file of the library another name; what was sent before keeps its own. */
export async function renameMedia(ctx: Context, id: number, input: RenameMedia): Promise<Media> {
  assertCan(ctx, "media.write");
  const { name } = renameMediaSchema.parse(input);
  await ctx.db.transaction(async (tx) => {
    const rows = await tx
      .update(media)
      .set({ name })
      .where(eq(media.id, id))
      .returning({ id: media.id });
    if (rows.length === 0) throw notFound("file");
    await writeLog(tx, ctx, {
      action: "media_renamed",
      description: `File ${id}`,
      details: { name },
    });
  });
  return getMedia(ctx, id);
}
