import type { useTranslations } from "next-intl";

const kinds = [
  "photo",
  "document",
  "voice",
  "audio",
  "video",
  "video_note",
  "sticker",
  "animation",
  "location",
  "venue",
  "contact",
  "poll",
  "dice",
  "game",
  "story",
  "rich_message",
  "service",
  "live_photo",
  "started",
  "asked_help",
  "client_blocked",
  "client_unblocked",
  "client_assigned",
  "client_unassigned",
  "work_state_changed",
  "button_pressed",
  "client_updated",
  "status_changed",
] as const;

/** What a message without text is called. */
export function previewWord(t: ReturnType<typeof useTranslations<"chat">>, kind: string): string {
  const known = kinds.find((name) => name === kind);
  return known ? t(`kind.${known}`) : t("kind.other");
}
