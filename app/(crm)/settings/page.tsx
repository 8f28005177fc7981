import { redirect } from "next/navigation";
import { pageContext } from "@/lib/http/page-context";
import { can } from "@/lib/permissions";
import { settingsSections } from "./_components/sections";

/** Goes to the first section that one's role has. */
export default async function SettingsPage() {
  const { actor } = await pageContext();
  const first = settingsSections.find(({ ability }) => !ability || can(actor, ability));
  redirect(first?.href ?? "/chat");
}
