import { Coffee } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/shell/page-header";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { clientName } from "@/lib/clients/client-name";
import { conversationCounts, listConversations } from "@/lib/conversations/queries";
import type { Conversation } from "@/lib/conversations/schemas";
import { pageContext } from "@/lib/http/page-context";

const figures = ["waiting", "unassigned", "unread", "mine", "department", "all"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard"))("title") };
}

export default async function DashboardPage() {
  const ctx = await pageContext();
  const t = await getTranslations("dashboard");
  const [counts, waiting] = await Promise.all([
    conversationCounts(ctx),
    listConversations(ctx, { view: "waiting", limit: 10 }),
  ]);
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
          {figures.map((view) => (
            <li key={view}>
              <Link
                href={`/chat?view=${view}`}
                data-testid={`figure-${view}`}
                className="block rounded-card border bg-surface px-4 py-3 transition-colors hover:bg-muted"
              >
                <span className="block font-semibold text-[24px] tabular-nums leading-8">
                  {counts[view]}
                </span>
                <span className="block text-muted-foreground text-secondary">{t(view)}</span>
              </Link>
            </li>
          ))}
        </ul>
        <h2 className="mt-6 mb-2 font-semibold">{t("longest")}</h2>
        <Card>
          {waiting.results.length === 0 ? (
            <EmptyState icon={Coffee} title={t("nobodyWaits")}>
              {t("nobodyWaitsHint")}
            </EmptyState>
          ) : (
            <ul className="divide-y">
              {waiting.results.map((conversation) => (
                <WaitingRow key={conversation.id} conversation={conversation} />
              ))}
            </ul>
          )}
        </Card>
      </div>
    </>
  );
}

function WaitingRow({ conversation }: { conversation: Conversation }) {
  const { client, last_message, waiting_since } = conversation;
  const name = clientName(client);
  return (
    <li>
      <Link
        href={`/chat/${client.id}`}
        className="flex h-14 items-center gap-3 px-4 hover:bg-muted"
      >
        <Avatar id={client.id} name={name} className="size-8 text-meta" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-muted-foreground text-secondary">
            {last_message?.preview}
          </span>
        </span>
        {waiting_since ? (
          <RelativeTime
            at={waiting_since}
            className="shrink-0 text-meta text-status-unknown tabular-nums"
          />
        ) : null}
      </Link>
    </li>
  );
}
