import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { db } from "@/db/client";
import { endSession } from "@/lib/login/end-session";
import { cutConnections } from "@/lib/realtime/publish";
import { signOut } from "./next-auth";
import { currentOperator } from "./require-operator";

/** Ends this browser's session in the database and in the cookie, and goes to the sign-in page. */
export async function leaveDesk(): Promise<void> {
  const actor = await currentOperator();
  if (actor?.sessionId) {
    const session = {
      id: actor.sessionId,
      operatorId: actor.operatorId,
      action: "logout" as const,
    };
    const ctx = { actor, db: db(), requestId: randomUUID(), ip: null };
    await db().transaction((tx) => endSession(tx, ctx, session));
    // Other tabs of this browser; the operator's other sign-ins join again by themselves.
    await cutConnections(actor.operatorId);
  }
  // A relative address: NextAuth would make a whole one of what a proxy says.
  await signOut({ redirect: false, redirectTo: "/login" });
  redirect("/login");
}
