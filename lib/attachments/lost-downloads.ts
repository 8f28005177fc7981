import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { attachments } from "@/db/schema";

/** Seconds that a file's first download is left to the job that was woken with it. */
const patience = 300;

/** Files of clients that should have been fetched by now, the oldest first, 500 at most. */
export async function lostDownloads(db: Db): Promise<number[]> {
  const isLate = sql`${attachments.updatedAt} < now() - make_interval(secs => ${patience})`;
  const rows = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(and(eq(attachments.status, "pending"), isLate))
    .orderBy(asc(attachments.id))
    .limit(500);
  return rows.map(({ id }) => id);
}
