import { redirect } from "next/navigation";
import { closeSession } from "./close-session";
import { signOut } from "./next-auth";
import { currentOperator } from "./require-operator";

/** Ends this browser's session in the database and in the cookie, and goes to the sign-in page. */
export async function leaveDesk(): Promise<void> {
  const actor = await currentOperator();
  // Here, not only by NextAuth's event, which keeps its failures to itself.
  if (actor) await closeSession(actor);
  // A relative address: NextAuth would make a whole one of what a proxy says.
  await signOut({ redirect: false, redirectTo: "/login" });
  redirect("/login");
}
