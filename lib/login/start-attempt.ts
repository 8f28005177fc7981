import { and, eq, gt } from "drizzle-orm";
import type { Db } from "@/db/client";
import { signInAttempts } from "@/db/schema";
import { AppError } from "@/lib/core/errors";
import { hashSecret, randomToken } from "@/lib/core/ids";
import { fromNow, minute, second } from "@/lib/core/time";
import { newCode, newMatchNumber } from "./code";

/** Sign-ins that one address may have under way: a large office behind one address, no flood. */
const allowedAtOnce = 200;

/** How long a code lives, in milliseconds. */
export const attemptLifetime = 5 * minute;

/**
 * Begins a sign-in for a browser. Only hashes are kept: the code goes to the page, the secret (192
 * bits) to the browser's HttpOnly cookie; without the secret the code opens nothing. Throws
 * `rate_limited` for an address, where it is known, with too many under way.
 */
export async function startAttempt(
  db: Db,
  device: { browser: string; system: string; ip: string | null },
): Promise<{ code: string; secret: string; matchNumber: number; expiresAt: Date }> {
  if (device.ip !== null) await refuseFlood(db, device.ip);
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

async function refuseFlood(db: Db, ip: string) {
  const underWay = and(eq(signInAttempts.ipAddress, ip), gt(signInAttempts.expiresAt, new Date()));
  if ((await db.$count(signInAttempts, underWay)) < allowedAtOnce) return;
  throw new AppError("rate_limited", "Too many sign-ins from your address: wait five minutes.", {
    details: { retryAfter: attemptLifetime / second },
  });
}
