import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { photoLimitsReason } from "@/lib/attachments/terms";
import type { Message } from "@/lib/messages/schemas";

/** Why a picture or a voice note of ours reached the client as a file. */
export function SentAsFile({ message }: { message: Message }) {
  const t = useTranslations("chat.sentAsFile");
  const note = message.payload?.sent_as_document;
  if (message.deleted_at || typeof note !== "object" || note === null) return null;
  const { instead_of: kind, reason } = note as { instead_of?: unknown; reason?: unknown };
  const words =
    reason === photoLimitsReason
      ? "photoLimits"
      : String(reason).includes("FORBIDDEN")
        ? "forbidden"
        : kind === "voice"
          ? "voice"
          : "photo";
  return (
    <p className="mt-1 flex items-start gap-1.5 text-meta text-muted-foreground">
      <Info aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      {t(words)}
    </p>
  );
}
