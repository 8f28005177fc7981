import { sql } from "drizzle-orm";
import { advisoryLocks, takeLock } from "@/db/advisory-locks";
import type { Tx } from "@/db/client";
import { AppError } from "@/lib/core/errors";
import { maxUnsentBytes, maxUnsentFiles } from "./terms";

/**
 * Holds a person to so many files that were begun and not sent, the library's unfinished ones among them,
 * until the transaction ends. Throws `conflict` when there is no room for one of `size` bytes more.
 */
export async function checkUploadRoom(tx: Tx, operatorId: number, size: number): Promise<void> {
  // Uploads that begin at once would each count without the others.
  await takeLock(tx, advisoryLocks.uploads, operatorId);
  const [unsent] = await tx.execute<{ count: number; bytes: number }>(sql`
    select count(*)::int as count, coalesce(sum(size), 0)::float8 as bytes from (
      select size from attachments where message_id is null and operator_id = ${operatorId}
      union all
      select size from media where status = 'uploading' and uploaded_by_operator_id = ${operatorId}
    ) unsent`);
  if ((unsent?.count ?? 0) >= maxUnsentFiles) {
    throw new AppError("conflict", "file.tooManyUnsent", {
      params: { max: maxUnsentFiles },
    });
  }
  if ((unsent?.bytes ?? 0) + size > maxUnsentBytes) {
    throw new AppError("conflict", "file.unsentTooLarge");
  }
}
