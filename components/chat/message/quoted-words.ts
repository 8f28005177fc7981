import type { Message } from "@/lib/messages/schemas";

/** The words that a message answers: those the client marked, else the beginning of the whole; may be empty. */
export function quotedWords(
  message: Pick<Message, "payload" | "reply_to">,
  quoted: Pick<Message, "content"> | undefined,
): string {
  const marked = message.payload?.quote;
  if (typeof marked === "string" && marked !== "") return marked;
  return quoted?.content ?? message.reply_to?.preview ?? "";
}
