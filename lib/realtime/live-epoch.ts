import { and, eq, exists, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { apiTokens, liveEpoch, operators, sessions } from "@/db/schema";
import type { OperatorContext } from "@/lib/context";
import { AppError } from "@/lib/core/errors";

/** Before anybody lost a right the table has no row. */
const first = "0";

/** Milliseconds that a publisher may go on with an epoch that it knows. */
const holds = 500;

// A server's bundles may hold this module twice.
const holder = globalThis as typeof globalThis & {
  crmLiveEpoch?: { epoch: string; until: number };
};

/** The epoch now, and the one before. */
export async function readEpoch(db: Db): Promise<{ epoch: string; previous: string }> {
  const [row] = await db
    .select({ epoch: liveEpoch.epoch, previous: liveEpoch.previous })
    .from(liveEpoch);
  const known = row ?? { epoch: first, previous: first };
  holder.crmLiveEpoch = { epoch: known.epoch, until: performance.now() + holds };
  return known;
}

/** The epoch to publish under: at most half a second old. */
export async function publishingEpoch(db: Db): Promise<string> {
  const known = holder.crmLiveEpoch;
  if (known && known.until > performance.now()) return known.epoch;
  return (await readEpoch(db)).epoch;
}

/**
 * The epoch as of a moment when the actor's rights, session and token were still what `ctx` says: read it
 * before what decides. A right that is lost later renames what is returned now. Throws `forbidden`.
 */
export async function epochFor({ db, actor }: OperatorContext): Promise<string> {
  const { operatorId, role, departmentId, sessionId, tokenId } = actor;
  const [row] = await db
    .select({ epoch: sql<string>`coalesce(${liveEpoch.epoch}, ${first})` })
    .from(operators)
    .leftJoin(liveEpoch, sql`true`)
    .where(
      and(
        eq(operators.id, operatorId),
        eq(operators.isActive, true),
        eq(operators.role, role),
        sql`${operators.departmentId} is not distinct from ${departmentId}`,
        sessionId === null ? undefined : exists(openSession(db, sessionId)),
        tokenId === null ? undefined : exists(openToken(db, tokenId)),
      ),
    );
  if (!row) throw new AppError("forbidden", "permission.rightsChanged");
  return row.epoch;
}

const openSession = (db: Db, id: number) =>
  db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));

const openToken = (db: Db, id: number) =>
  db
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)));
