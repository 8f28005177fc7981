import { Pencil, Reply, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { previewWord } from "@/components/chat/preview-word";
import { Button } from "@/components/ui/button";
import type { Message } from "@/lib/messages/schemas";

/** What the person should know before sending: the quoted message, a problem. */
export function ComposerNotices({
  replyTo,
  isEdit = false,
  onModeDone,
  problem,
  isBlocked,
}: {
  replyTo: Message | null;
  isEdit?: boolean;
  onModeDone: () => void;
  problem: string;
  isBlocked: boolean;
}) {
  const t = useTranslations("chat");
  const Icon = isEdit ? Pencil : Reply;
  return (
    <>
      {isBlocked ? (
        <p className="mb-2 text-center text-muted-foreground text-secondary">{t("blocked")}</p>
      ) : null}
      {replyTo ? (
        <div className="mb-2 flex items-center gap-2 border-primary border-l-2 pl-2 text-secondary">
          <Icon aria-hidden="true" className="size-4 shrink-0 text-primary" />
          <span className="min-w-0 flex-1 truncate text-muted-foreground">
            {isEdit ? t("editing") : t("replyingTo")}:{" "}
            {replyTo.content || previewWord(t, replyTo.kind)}
          </span>
          <Button
            variant="ghost"
            size="icon"
            aria-label={isEdit ? t("cancelEdit") : t("cancelReply")}
            onClick={onModeDone}
          >
            <X aria-hidden="true" />
          </Button>
        </div>
      ) : null}
      {problem ? (
        <p role="alert" className="mb-2 text-destructive text-secondary">
          {problem}
        </p>
      ) : null}
    </>
  );
}
