import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { db } from "@/db/client";
import type { OperatorActor } from "@/lib/context";
import { change } from "@/lib/effects/change";
import { endSession } from "@/lib/login/end-session";
import { clientIp } from "@/lib/peer/client-ip";
import { sendHintsAfter } from "@/lib/request/send-hints";

/** Ends the session that asks, with its line in the log; one that is over already stays as it is. */
export async function closeSession(actor: OperatorActor): Promise<void> {
  const { operatorId, sessionId } = actor;
  if (sessionId === null) return;
  const ctx = { actor, db: db(), requestId: randomUUID(), ip: clientIp(await headers()) };
  await change(ctx, (tx) => endSession(tx, ctx, { id: sessionId, operatorId, action: "logout" }));
  sendHintsAfter();
}
