import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { QueryProvider } from "@/components/data/query-provider";
import { LiveProvider } from "@/components/live/live-provider";
import { OwnNews } from "@/components/live/own-news";
import { UnreadTitle } from "@/components/live/unread-title";
import { DeskKeyboard } from "@/components/shell/keyboard";
import { NavRail } from "@/components/shell/nav-rail";
import { OperatorMenu } from "@/components/shell/operator-menu";
import { pageContext } from "@/lib/http/page-context";
import { getOperator } from "@/lib/operators/queries";
import { realtimeConfig } from "@/lib/realtime/realtime-config";
import { releaseMinutes } from "@/lib/settings/queries";
import { chooseLanguage, leave } from "./actions";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const operator = ctx.actor;
  const [t, live, self, minutes] = await Promise.all([
    getTranslations("common"),
    realtimeConfig(ctx),
    getOperator(ctx, operator.operatorId),
    releaseMinutes(ctx),
  ]);
  const menu = (
    <OperatorMenu
      id={operator.operatorId}
      name={operator.name}
      role={operator.role}
      isOnDuty={self.is_on_duty}
      releaseMinutes={minutes}
      chooseLanguage={chooseLanguage}
      leave={leave}
    />
  );
  return (
    <LiveProvider config={live}>
      <QueryProvider>
        <OwnNews />
        <UnreadTitle />
        <DeskKeyboard chooseLanguage={chooseLanguage} />
        <div className="flex h-dvh flex-col-reverse overflow-hidden md:flex-row">
          <a
            href="#content"
            className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-surface focus:px-3 focus:py-2"
          >
            {t("skipToContent")}
          </a>
          <NavRail menu={menu} />
          <main id="content" className="flex min-h-0 min-w-0 flex-1 flex-col">
            {children}
          </main>
        </div>
      </QueryProvider>
    </LiveProvider>
  );
}
