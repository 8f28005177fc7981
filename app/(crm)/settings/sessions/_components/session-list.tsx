"use client";

import { MonitorSmartphone } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { toast } from "@/components/ui/overlay/toast";
import { RelativeTime } from "@/components/ui/relative-time";
import { callApi } from "@/lib/api-client/call-api";
import type { Session } from "@/lib/sessions/schemas";

/** One's open sign-ins, each with the way to end it; the asking one is ended by signing out. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const ask = useRefusal();
  const [chosen, setChosen] = useState<Session>();
  return (
    <>
      <Card className="max-w-3xl divide-y">
        {sessions.map((session) => (
          <div
            key={session.id}
            data-testid={`session-${session.id}`}
            className="flex items-center gap-3 px-4 py-3"
          >
            <MonitorSmartphone
              aria-hidden="true"
              className="size-5 shrink-0 text-muted-foreground"
            />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 font-medium">
                {[session.browser, session.system].filter(Boolean).join(", ") ||
                  t("settings.sessions.unknown")}
                {session.is_current ? (
                  <Badge className="text-status-active">{t("settings.sessions.current")}</Badge>
                ) : null}
              </p>
              <p className="text-meta text-muted-foreground">
                {session.ip_address ?? t("settings.sessions.noIp")}
                {" · "}
                <RelativeTime at={session.last_seen_at} />
                {" · "}
                {t("settings.sessions.since", {
                  date: format.dateTime(new Date(session.created_at), { dateStyle: "medium" }),
                })}
              </p>
            </div>
            {session.is_current ? null : (
              <Button variant="outline" onClick={() => setChosen(session)}>
                {t("settings.sessions.end")}
              </Button>
            )}
          </div>
        ))}
      </Card>
      <ConfirmDialog
        isOpen={chosen !== undefined}
        onOpenChange={(isOpen) => !isOpen && setChosen(undefined)}
        title={t("settings.sessions.endTitle")}
        description={t("settings.sessions.endHint")}
        confirmLabel={t("settings.sessions.end")}
        cancelLabel={t("common.cancel")}
        onConfirm={() =>
          ask(async () => {
            await callApi(`/api/sessions/${chosen?.id}/`, { method: "DELETE" });
            toast(t("settings.sessions.ended"));
          })
        }
      />
    </>
  );
}

/** Ends every sign-in but this one, after a question. */
export function EndOthers() {
  const t = useTranslations();
  const ask = useRefusal();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="outline" onClick={() => setIsOpen(true)}>
        {t("settings.sessions.endOthers")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        title={t("settings.sessions.endOthersTitle")}
        description={t("settings.sessions.endOthersHint")}
        confirmLabel={t("settings.sessions.endOthers")}
        cancelLabel={t("common.cancel")}
        onConfirm={() =>
          ask(async () => {
            await callApi("/api/sessions/", { method: "DELETE" });
            toast(t("settings.sessions.endedOthers"));
          })
        }
      />
    </>
  );
}
