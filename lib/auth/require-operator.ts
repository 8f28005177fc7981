import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { OperatorActor } from "@/lib/context";
import { sessionCookie } from "./cookies";
import { operatorOfSession } from "./load-operator";
import { decodeSession } from "./session-token";

/** The signed-in operator of this request, read once; null when nobody is. */
export const currentOperator = cache(async (): Promise<OperatorActor | null> => {
  const token = (await cookies()).get(sessionCookie())?.value;
  const claims = token ? await decodeSession(token) : null;
  return claims ? operatorOfSession(claims) : null;
});

/** The signed-in operator, or a redirect to the sign-in page, which says so when a sign-in was ended. */
export async function requireOperator(): Promise<OperatorActor> {
  const operator = await currentOperator();
  if (operator) return operator;
  const wasSignedIn = (await cookies()).has(sessionCookie());
  return redirect(wasSignedIn ? "/login?ended=1" : "/login");
}
