import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { signInAttempts } from "@/db/schema";
import { hashSecret } from "@/lib/core/ids";

export type AttemptStatus = "pending" | "shown" | "approved" | "declined" | "consumed" | "expired";

/** Where this browser's sign-in stands; `expired` for one that does not exist. */
export async function attemptStatus(db: Db, secret: string): Promise<AttemptStatus> {
  const [attempt] = await db
    .select({ status: signInAttempts.status, expiresAt: signInAttempts.expiresAt })
    .from(signInAttempts)
    .where(eq(signInAttempts.browserHash, hashSecret(secret)));
  if (!attempt || attempt.expiresAt < new Date()) return "expired";
  return attempt.status;
}
