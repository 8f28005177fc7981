import type { Tx } from "@/db/client";
import * as schema from "@/db/schema";
import { quickReplies } from "./library";
import type { SeedFile } from "./write-rows";

/** Writes the library's files and the quick replies that send them, all by the demo's admin. */
export async function writeLibrary(
  tx: Tx,
  files: SeedFile[],
  team: { departmentIds: number[]; operatorIds: number[] },
): Promise<void> {
  const adminId = team.operatorIds[0] ?? null;
  const mediaIds = await writeFiles(tx, files, adminId);
  const rows = await tx
    .insert(schema.quickReplies)
    .values(
      quickReplies.map(({ shortcut, title, content, department }) => ({
        shortcut,
        title,
        content,
        departmentId: department === null ? null : (team.departmentIds[department] ?? null),
        createdByOperatorId: adminId,
      })),
    )
    .returning({ id: schema.quickReplies.id });
  const sent = quickReplies.flatMap(({ file }, index) => {
    const mediaId = file === null ? undefined : mediaIds[file];
    const quickReplyId = rows[index]?.id;
    return mediaId && quickReplyId ? [{ quickReplyId, mediaId }] : [];
  });
  if (sent.length > 0) await tx.insert(schema.quickReplyMedia).values(sent);
}

async function writeFiles(tx: Tx, files: SeedFile[], adminId: number | null): Promise<number[]> {
  if (files.length === 0) return [];
  const rows = await tx
    .insert(schema.media)
    .values(
      files.map(({ name, mimeType, size, width, height, storageKey }) => ({
        name,
        mimeType,
        size,
        width,
        height,
        storageKey,
        status: "stored" as const,
        uploadedByOperatorId: adminId,
      })),
    )
    .returning({ id: schema.media.id });
  return rows.map(({ id }) => id);
}
