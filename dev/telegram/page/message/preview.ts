import type { ChatMessage } from "@/dev/telegram/control-types";
import { t, type Word } from "@/dev/telegram/page/dictionary";

/** A message in one line: its text, or what it is. */
export function preview(message: ChatMessage | null): string {
  if (!message) return t("noMessages");
  if (message.kind === "text" || message.text) return message.text.replace(/\s+/g, " ");
  if (message.kind === "sticker") return `${message.message.sticker?.emoji ?? ""} ${t("sticker")}`;
  if (message.kind === "document") return message.message.document?.file_name ?? t("document");
  return t(message.kind satisfies Word);
}

/** Hours and minutes of a moment in Unix seconds. */
export function clock(seconds: number): string {
  return new Date(seconds * 1_000).toLocaleTimeString(navigator.language, {
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** A day for a heading: today, yesterday, or a date. */
export function dayName(seconds: number): string {
  const day = new Date(seconds * 1_000);
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toDateString();
  if (day.toDateString() === ago(0)) return t("today");
  if (day.toDateString() === ago(1)) return t("yesterday");
  return day.toLocaleDateString(navigator.language, { day: "numeric", month: "long" });
}

/** Bytes for people. */
export function bytes(size: number): string {
  if (size < 1_024) return `${size} B`;
  if (size < 1_024 ** 2) return `${(size / 1_024).toFixed(1)} KB`;
  return `${(size / 1_024 ** 2).toFixed(1)} MB`;
}

/** Seconds as 0:07. */
export function length(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
