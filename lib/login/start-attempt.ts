import { and, asc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { advisoryLocks, takeLock } from "@/db/advisory-locks";
import type { Db, Tx } from "@/db/client";
import { signInAttempts } from "@/db/schema";
import { AppError } from "@/lib/core/errors";
import { hashSecret, randomToken } from "@/lib/core/ids";
import { fromNow, minute, second } from "@/lib/core/time";
import { networkOf, unknownNetwork } from "@/lib/peer/network-of";
import { newCode, newMatchNumber } from "./code";

/**
 * Sign-ins that one network may have under way: a large office behind one address, no flood. Those
 * whose address is not known share a number of their own, in which the oldest give way: a flood there
 * takes its share of the starts, but locks nobody out.
 */
const allowedAtOnce = { known: 200, unknown: 300 };

/** How long a code of an unknown address is safe from giving way, in milliseconds. */
const safeFor = 30 * second;

/** How long a code lives, in milliseconds. */
export const attemptLifetime = 5 * minute;

/**
 * Begins a sign-in for a browser. Only hashes are kept: the code goes to the page, the secret (192
 * bits) to the browser's HttpOnly cookie; without the secret the code opens nothing. Throws
 * `rate_limited` for a network with too many under way, counted in Postgres for all instances; what
 * the bot has shown to somebody gives way to nothing.
 */
export async function startAttempt(
  db: Db,
  device: { browser: string; system: string; ip: string | null },
): Promise<{ code: string; secret: string; matchNumber: number; expiresAt: Date }> {
  const network = networkOf(device.ip);
  const code = newCode();
  const secret = randomToken();
  const matchNumber = newMatchNumber();
  const expiresAt = fromNow(attemptLifetime);
  await db.transaction(async (tx) => {
    await refuseFlood(tx, network);
    await tx.insert(signInAttempts).values({
      codeHash: hashSecret(code),
      browserHash: hashSecret(secret),
      matchNumber,
      browser: device.browser,
      system: device.system,
      ipAddress: device.ip,
      network,
      expiresAt,
    });
  });
  return { code, secret, matchNumber, expiresAt };
}

async function refuseFlood(tx: Tx, network: string) {
  // One at a time: those that are counted at once would not see each other.
  await takeLock(tx, advisoryLocks.signInNetwork, network);
  const underWay = and(
    eq(signInAttempts.network, network),
    gt(signInAttempts.expiresAt, new Date()),
  );
  const isUnknown = network === unknownNetwork;
  const allowed = isUnknown ? allowedAtOnce.unknown : allowedAtOnce.known;
  if ((await tx.$count(signInAttempts, underWay)) < allowed) return;
  if (isUnknown && (await makeRoom(tx))) return;
  const reason = isUnknown ? "signIn.tooMany" : "signIn.tooManyFromAddress";
  throw new AppError("rate_limited", reason, {
    details: { retryAfter: (isUnknown ? safeFor : attemptLifetime) / second },
  });
}

async function makeRoom(tx: Tx): Promise<boolean> {
  const oldest = tx
    .select({ id: signInAttempts.id })
    .from(signInAttempts)
    .where(
      and(
        eq(signInAttempts.network, unknownNetwork),
        gt(signInAttempts.expiresAt, new Date()),
        eq(signInAttempts.status, "pending"),
        lt(signInAttempts.createdAt, fromNow(-safeFor)),
      ),
    )
    .orderBy(asc(signInAttempts.expiresAt))
    .limit(1);
  const gone = await tx
    .delete(signInAttempts)
    .where(and(inArray(signInAttempts.id, oldest), eq(signInAttempts.status, "pending")))
    .returning({ id: signInAttempts.id });
  return gone.length > 0;
}

/**
 * Deletes sign-ins that expired minutes ago, a batch at a time: each minute, so that a flood leaves
 * little behind.
 */
export async function tidyAttempts(db: Db): Promise<void> {
  await db.execute(sql`delete from sign_in_attempts where id in (
    select id from sign_in_attempts where expires_at < now() - interval '5 minutes' limit 5000)`);
}
