import type { Message } from "@/lib/messages/schemas";

/** Who is who in a thread. */
export type Names = { client: string; of(sender: Message["sender"]): string };

/** Names by sender; empty for what the bot said by itself. */
export function threadNames(client: string, operators: Record<number, string>): Names {
  return {
    client,
    of: ({ type, operator_id }) =>
      type === "client" ? client : operator_id === null ? "" : (operators[operator_id] ?? ""),
  };
}
