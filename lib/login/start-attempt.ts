import type { Db } from "@/db/client";
import { signInAttempts } from "@/db/schema";
import { hashSecret, randomToken } from "@/lib/core/ids";
import { fromNow, minute } from "@/lib/core/time";
import { newCode, newMatchNumber } from "./code";

/** How long a code lives, in milliseconds. */
export const attemptLifetime = 5 * minute;

/**
 * Begins a sign-in for a browser. Only hashes are kept: the code goes to the page, the secret (192
 * bits) to the browser's HttpOnly cookie; without the secret the code opens nothing.
 */
export async function startAttempt(
  db: Db,
  device: { browser: string; system: string; ip: string | null },
): Promise<{ code: string; secret: string; matchNumber: number; expiresAt: Date }> {
  const code = newCode();
  const secret = randomToken();
  const matchNumber = newMatchNumber();
  const expiresAt = fromNow(attemptLifetime);
  await db.insert(signInAttempts).values({
    codeHash: hashSecret(code),
    browserHash: hashSecret(secret),
    matchNumber,
    browser: device.browser,
    system: device.system,
    ipAddress: device.ip,
    expiresAt,
  });
  return { code, secret, matchNumber, expiresAt };
}
