import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { db } from "@/db/client";
import { requireOperator } from "@/lib/auth/require-operator";
import type { OperatorContext } from "@/lib/context";
import { clientIp } from "@/lib/peer/client-ip";

/** The context of a screen or server action: the signed-in operator, or a redirect to /login. */
export async function pageContext(): Promise<OperatorContext> {
  const actor = await requireOperator();
  return { actor, db: db(), requestId: randomUUID(), ip: clientIp(await headers()) };
}
