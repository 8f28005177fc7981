import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { attachments } from "@/db/schema";
import { randomToken } from "@/lib/core/ids";
import { why } from "@/lib/core/refusals/why";
import { day } from "@/lib/core/time";
import { change } from "@/lib/effects/change";
import { discardObject, putStream } from "@/lib/storage/s3";
import { type FileRefusal, fileRefusal, openTelegramFile } from "@/lib/telegram/open-file";
import { changeFile } from "./change-file";
import { keepObject, noteObject } from "./stray-objects";

/** A file that came without a name and with a type that has no ending (bot/describe-files.ts). */
const isNamedByUs = /^(document|audio|voice|video|video-note|animation|sticker|live-photo)$/;

/**
 * Copies a client's file from Telegram to S3. A file that Telegram refuses for good is marked with the
 * reason, and so is one that could not be had for a day; anything else throws and is tried again by the
 * queue. Whoever comes second, or too late for a row that is gone, leaves nothing in the storage.
 */
export async function downloadAttachment(db: Db, id: number, signal: AbortSignal): Promise<void> {
  const [file] = await db.select().from(attachments).where(eq(attachments.id, id));
  if (file?.status !== "pending" || !file.telegramFileId) return;
  const storageKey = `telegram/${randomToken()}`;
  let { name } = file;
  try {
    const { body, ending } = await openTelegramFile(file.telegramFileId, signal);
    if (ending && isNamedByUs.test(file.name)) name = `${file.name}.${ending}`;
    await noteObject(db, storageKey);
    await putStream(storageKey, body, file.mimeType, signal);
  } catch (error) {
    const refusal = fileRefusal(error);
    const isOld = file.updatedAt.getTime() < Date.now() - day;
    if (!isOld && !refusal?.isFinal) throw error;
    return giveUpDownload(db, id, refusal);
  }
  const isOurs = await settle(db, id, { status: "stored", storageKey, name });
  if (!isOurs) await discardObject(storageKey);
}

/** Marks a file that nobody tries to fetch any more, unless it came after all; people can ask again. */
export async function giveUpDownload(
  db: Db,
  id: number,
  refusal: FileRefusal | null = null,
): Promise<void> {
  const status = refusal?.isTooBig ? "too_big" : "failed";
  const failureReason = refusal?.reason ?? why("file.notDownloaded").reason;
  await settle(db, id, { status, failureReason });
}

function settle(
  db: Db,
  id: number,
  outcome: Partial<typeof attachments.$inferInsert>,
): Promise<boolean> {
  const waiting = and(eq(attachments.id, id), eq(attachments.status, "pending"));
  return change({ db }, async (tx) => {
    const isOurs = await changeFile(tx, id, outcome, waiting);
    if (isOurs && outcome.storageKey) await keepObject(tx, outcome.storageKey);
    return isOurs;
  });
}
