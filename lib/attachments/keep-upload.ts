import type { Db } from "@/db/client";
import { AppError } from "@/lib/core/errors";
import { randomToken } from "@/lib/core/ids";
import { copyObject, discardObject, statObject } from "@/lib/storage/s3";

import { noteObject } from "./stray-objects";

/** Below it lies what browsers upload; whatever is old there belongs to nobody. */
export const incomingFolder = "incoming/";

/** A key for one upload, which its presigned request writes to as long as that lives. */
export const incomingKey = (): string => `${incomingFolder}${randomToken()}`;

/** A key that no presigned request ever writes to. */
export const keptKey = (folder: "files" | "media"): string => `${folder}/${randomToken()}`;

/**
 * Copies what was uploaded to a key of its own: the presigned request still takes other bytes for the old
 * one, also while this runs, so it is the copy that is held to the size. Returns its key, or null when
 * nothing was uploaded; who names it in a row calls `keepObject`. Throws `invalid` for another size.
 */
export async function keepUpload(
  db: Db,
  file: { storageKey: string; size: number | null; mimeType: string },
  folder: "files" | "media",
): Promise<string | null> {
  const uploaded = await statObject(file.storageKey);
  if (!uploaded) return null;
  if (uploaded.size !== file.size) throw anotherSize();
  const key = keptKey(folder);
  await noteObject(db, key);
  if (!(await copyObject(file.storageKey, key, file.mimeType))) return null;
  const kept = await statObject(key);
  if (kept?.size === file.size) return key;
  await discardObject(key);
  throw anotherSize();
}

/** Nothing has been uploaded yet. */
export function notArrived(): AppError {
  return new AppError("conflict", "file.notArrived");
}

function anotherSize(): AppError {
  return new AppError("invalid", "file.otherSize");
}
