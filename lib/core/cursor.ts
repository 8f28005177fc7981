import { z } from "zod";
import { invalid } from "./errors";

/** An opaque cursor of a key. */
export function encodeCursor(key: readonly (number | string | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** The key of a cursor of ours; `invalid` for junk, undefined for none. */
export function decodeCursor<T extends z.ZodType>(
  schema: T,
  cursor: string | undefined,
): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw invalid("cursor", "request.unknownCursor");
  }
}

/** The bounds of ids in a cursor. */
export const cursorId = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
