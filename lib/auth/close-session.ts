import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { db } from "@/db/client";
import type { OperatorActor } from "@/lib/context";
import { clientIp } from "@/lib/http/peer/client-ip";
import { sendHintsAfter } from "@/lib/http/send-hints";
import { endSession } from "@/lib/login/end-session";
import { cutConnections } from "@/lib/realtime/publish";

/** Ends the session that asks, with its line in the log; one that is over already stays as it is. */
export async function closeSession(actor: OperatorActor): Promise<void> {
  const { operatorId, sessionId } = actor;
  if (sessionId === null) return;
  const ctx = { actor, db: db(), requestId: randomUUID(), ip: clientIp(await headers()) };
  const isEnded = await db().transaction((tx) =>
    endSession(tx, ctx, { id: sessionId, operatorId, action: "logout" }),
  );
  // Other tabs of this browser; the operator's other sign-ins join again by themselves.
  if (isEnded) await cutConnections(operatorId);
  sendHintsAfter();
}
