"use client";

import { Check, Copy, RefreshCw, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/states/skeleton";
import type { AttemptStatus } from "@/lib/login/attempt-status";
import type { Attempt } from "./attempt";

/** Milliseconds between looks at the attempt. */
const pollEvery = 1200;

/** The code, the number to compare and the way to the bot; goes on by itself once approved. */
export function SignInCard({
  begin,
  check,
  finish,
}: {
  begin: () => Promise<Attempt | "too_many" | "unavailable">;
  check: () => Promise<AttemptStatus | "unavailable">;
  finish: () => Promise<AttemptStatus | "unavailable">;
}) {
  const t = useTranslations("login");
  const [attempt, setAttempt] = useState<Attempt>();
  const [status, setStatus] = useState<AttemptStatus>("pending");
  const [failure, setFailure] = useState<"failed" | "tooMany" | "unavailable">();
  const hasBegun = useRef(false);

  const restart = useCallback(async () => {
    setFailure(undefined);
    setAttempt(undefined);
    setStatus("pending");
    try {
      const begun = await begin();
      if (begun === "too_many") setFailure("tooMany");
      else if (begun === "unavailable") setFailure("unavailable");
      else setAttempt(begun);
    } catch {
      setFailure("failed");
    }
  }, [begin]);

  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    void restart();
  }, [restart]);

  useEffect(() => {
    if (!attempt || !["pending", "shown"].includes(status)) return;
    // While the desk is away the code stays, and is asked for again.
    const look = (now: AttemptStatus | "unavailable") => now !== "unavailable" && setStatus(now);
    const timer = setInterval(() => check().then(look, () => undefined), pollEvery);
    return () => clearInterval(timer);
  }, [attempt, status, check]);

  /** Opens the desk; the approval stays when it cannot be reached. */
  const enter = useCallback(async () => {
    setFailure(undefined);
    const now = await finish().catch(() => "unavailable" as const);
    if (now === "unavailable" || now === "approved") setFailure("unavailable");
    else setStatus(now);
  }, [finish]);

  useEffect(() => {
    if (status === "approved") void enter();
  }, [status, enter]);

  const isOver = status === "expired" || status === "declined" || status === "consumed";
  return (
    <Card className="w-full max-w-sm p-6">
      <img src="/icon.svg" alt="" className="mb-4 size-9" />
      <h1 className="font-semibold text-title">{t("title")}</h1>
      <p className="mt-1 text-muted-foreground">{t("intro")}</p>
      {failure || isOver ? (
        <div role="alert" className="mt-6 grid gap-3">
          <p>{failure ? t(failure) : status === "declined" ? t("declined") : t("expired")}</p>
          <Button onClick={status === "approved" ? enter : restart} size="large">
            <RefreshCw aria-hidden="true" />
            {t(failure === "unavailable" ? "tryAgain" : "again")}
          </Button>
        </div>
      ) : attempt ? (
        <AttemptView attempt={attempt} status={status} />
      ) : (
        <div role="status" aria-label={t("loading")} className="mt-6 grid gap-3">
          <Skeleton className="h-14" />
          <Skeleton className="h-10" />
        </div>
      )}
    </Card>
  );
}

function AttemptView({ attempt, status }: { attempt: Attempt; status: AttemptStatus }) {
  const t = useTranslations("login");
  const shown = `${attempt.code.slice(0, 4)}-${attempt.code.slice(4)}`;
  return (
    <div className="mt-6 grid gap-4">
      <Button asChild size="large">
        <a href={attempt.link} target="_blank" rel="noreferrer">
          <Send aria-hidden="true" />
          {t("openBot")}
        </a>
      </Button>
      <div className="flex items-center gap-2 rounded-control bg-muted py-2.5 pr-2 pl-3">
        <div className="min-w-0 flex-1">
          <p className="text-meta text-muted-foreground">{t("orSend")}</p>
          <p className="text-[15px] tabular-nums">
            /auth{" "}
            <span data-testid="login-code" className="font-semibold tracking-wider">
              {shown}
            </span>
          </p>
        </div>
        <CopyCommand command={`/auth ${shown}`} />
      </div>
      <div className="flex items-center justify-between gap-3 border-t pt-4">
        <p className="text-muted-foreground text-secondary">{t("match")}</p>
        <p data-testid="login-match" className="font-semibold text-[32px] tabular-nums leading-9">
          {attempt.matchNumber}
        </p>
      </div>
      <p role="status" className="text-meta text-muted-foreground">
        {status === "shown"
          ? t("pressNumber")
          : status === "approved"
            ? t("opening")
            : t("waiting")}
      </p>
    </div>
  );
}

function CopyCommand({ command }: { command: string }) {
  const t = useTranslations("login");
  const [isCopied, setIsCopied] = useState(false);
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={isCopied ? t("copied") : t("copy")}
      onClick={() =>
        void navigator.clipboard.writeText(command).then(
          () => setIsCopied(true),
          () => setIsCopied(false),
        )
      }
    >
      {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
    </Button>
  );
}
