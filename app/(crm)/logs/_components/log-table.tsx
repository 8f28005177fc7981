"use client";

import Link from "next/link";
import { useFormatter, useLocale, useNow, useTranslations } from "next-intl";
import { useLogWords } from "@/components/logs/use-log-words";
import { nameIn } from "@/lib/core/client-name";
import type { Log } from "@/lib/logs/schemas";

/** Lines of the log: a table, on a phone a list; a name or an address filters by itself. */
export function LogTable({
  lines,
  people,
  onFilter,
}: {
  lines: Log[];
  /** Whose names the facts may say. */
  people: { id: number; name: string }[];
  onFilter: (changes: Record<string, string | null>) => void;
}) {
  const t = useTranslations("logs");
  const words = useLogWords(people);
  const language = useLocale() === "ru" ? "ru" : "en";
  return (
    <table className="w-full border-collapse bg-surface text-secondary max-md:block">
      <thead className="text-left text-meta text-muted-foreground max-md:sr-only">
        <tr className="h-9 border-b [&>th]:px-4 [&>th]:font-medium">
          <th scope="col">{t("time")}</th>
          <th scope="col">{t("operator_id")}</th>
          <th scope="col">{t("action")}</th>
          <th scope="col">{t("details")}</th>
          <th scope="col">{t("client")}</th>
          <th scope="col">{t("ip")}</th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {lines.map((line) => (
          <tr
            key={line.id}
            className="border-b hover:bg-muted max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:gap-y-1 max-md:px-4 max-md:py-2 max-md:[&>td:empty]:hidden md:h-9 md:[&>td]:px-4"
          >
            <td className="whitespace-nowrap text-muted-foreground tabular-nums">
              <LogTime at={line.timestamp} />
            </td>
            <td className="max-w-48 truncate">
              {line.operator_id === null ? (
                <span className="text-muted-foreground">{t("system")}</span>
              ) : (
                <button
                  type="button"
                  className="max-w-full truncate underline-offset-2 hover:underline"
                  title={t("onlyThis")}
                  onClick={() => onFilter({ operator_id: String(line.operator_id) })}
                >
                  {line.operator_name}
                </button>
              )}
            </td>
            <td className="font-medium">{words.action(line)}</td>
            <td
              className="max-w-96 truncate text-muted-foreground max-md:w-full"
              title={words.facts(line)}
            >
              {words.facts(line)}
            </td>
            <td className="max-w-48 truncate">
              {line.client_id !== null && line.client_name !== null ? (
                <Link
                  href={`/chat/${line.client_id}`}
                  className="text-primary underline-offset-2 hover:underline"
                >
                  {nameIn(language, line.client_id, line.client_name)}
                </Link>
              ) : null}
            </td>
            <td className="text-muted-foreground tabular-nums">
              {line.ip_address ? (
                <button
                  type="button"
                  className="underline-offset-2 hover:underline"
                  title={t("onlyThis")}
                  onClick={() => onFilter({ ip: line.ip_address })}
                >
                  {line.ip_address}
                </button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const dayMs = 86_400_000;

/** In words within a day, else the date, both in the reader's zone. */
function LogTime({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(at);
  const exact = format.dateTime(date, { dateStyle: "medium", timeStyle: "medium" });
  const isRecent = now.getTime() - date.getTime() < dayMs;
  return (
    <time dateTime={at} title={exact} suppressHydrationWarning>
      {isRecent
        ? format.relativeTime(date, now)
        : format.dateTime(date, { dateStyle: "short", timeStyle: "short" })}
    </time>
  );
}
