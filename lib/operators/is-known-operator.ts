import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { operators } from "@/db/schema";

/** Whether a Telegram account is an active operator's. */
export async function isKnownOperator(db: Db, telegramId: number): Promise<boolean> {
  const [found] = await db
    .select({ id: operators.id })
    .from(operators)
    .where(and(eq(operators.telegramId, telegramId), eq(operators.isActive, true)));
  return found !== undefined;
}
