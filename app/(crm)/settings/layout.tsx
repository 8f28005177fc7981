import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { pageContext } from "@/lib/http/page-context";
import { can } from "@/lib/permissions";
import { settingsSections } from "./_components/sections";
import { SettingsNav } from "./_components/settings-nav";

/** Shows the sections of one's role; each screen's data has its own guard. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageContext();
  const t = await getTranslations("settings");
  const sections = settingsSections
    .filter(({ ability }) => !ability || can(actor, ability))
    .map(({ name, href }) => ({ href, label: t(`nav.${name}`) }));
  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      <SettingsNav label={t("sections")} sections={sections} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</div>
    </div>
  );
}
