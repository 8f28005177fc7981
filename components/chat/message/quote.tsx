import { useTranslations } from "next-intl";
import { previewWord } from "@/components/chat/preview-word";
import type { Names } from "@/components/chat/thread/thread-names";
import { visibleName } from "@/lib/core/visible-text";
import type { Message } from "@/lib/messages/schemas";
import { quotedWords } from "./quoted-words";

/** What a message answers: author and words, a click leads there; or what was said in another chat. */
export function Quote({
  message,
  quoted,
  names,
  onJump,
}: {
  message: Message;
  /** The answered message as the thread has it, newer than the answer's own copy. */
  quoted: Message | undefined;
  names: Names;
  onJump: (messageId: number) => void;
}) {
  const t = useTranslations("chat");
  const { reply_to, reply_to_message_id: id } = message;
  const sender = quoted?.sender ?? reply_to?.sender;
  const external = originName(outsideOf(message)?.origin);
  if (!id && external === null) return null;
  const isDeleted = quoted ? quoted.deleted_at !== null : reply_to?.is_deleted === true;
  const kind = quoted?.kind ?? reply_to?.kind ?? "";
  const words = isDeleted ? t("deleted") : quotedWords(message, quoted) || previewWord(t, kind);
  const author = id ? (sender && names.of(sender)) || t("bot") : external || t("otherChat");
  const inside = (
    <>
      <span className="block truncate font-medium text-meta text-primary">{author}</span>
      <span className="line-clamp-2 text-muted-foreground">{words}</span>
    </>
  );
  const className = "mb-1 block w-full border-primary border-l-2 pl-2 text-left text-secondary";
  return id ? (
    <button type="button" onClick={() => onJump(id)} className={className}>
      {inside}
    </button>
  ) : (
    <div className={className}>{inside}</div>
  );
}

type Origin = {
  sender_user?: { first_name: string };
  sender_user_name?: string;
  chat?: { title?: string };
  sender_chat?: { title?: string };
};

const outsideOf = ({ payload }: Message) =>
  payload?.external_reply as { origin?: Origin } | undefined;

/** Who is behind a forwarded or foreign message; empty when Telegram does not tell, null without one. */
export function originName(origin: Origin | undefined): string | null {
  if (!origin) return null;
  return visibleName(
    origin.sender_user?.first_name ??
      origin.sender_user_name ??
      origin.chat?.title ??
      origin.sender_chat?.title ??
      "",
  );
}

/** "Forwarded from". */
export function ForwardLine({ message }: { message: Message }) {
  const t = useTranslations("chat");
  const name = originName(message.payload?.forward_origin as Origin | undefined);
  if (name === null) return null;
  return <p className="mb-0.5 text-meta text-primary">{t("forwardedFrom", { name })}</p>;
}
