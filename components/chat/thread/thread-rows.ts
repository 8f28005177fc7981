import type { Message } from "@/lib/messages/schemas";

/** Consecutive messages of one author within this many milliseconds are one group. */
const groupWithin = 5 * 60_000;

/** What stands in the thread, top to bottom. */
export type ThreadRow =
  | { type: "day"; key: string; at: string }
  | { type: "unread"; key: string }
  | { type: "message"; key: string; message: Message; isGrouped: boolean }
  /** The items of one album, in order; shown as one grid. */
  | { type: "album"; key: string; messages: Message[]; isGrouped: boolean };

/** Orders messages into rows: day labels, the line above the first unread one, albums, single messages. */
export function toRows(messages: Message[], firstUnreadId: number | null): ThreadRow[] {
  const rows: ThreadRow[] = [];
  let before: Message | undefined;
  for (const message of messages) {
    const isNewDay = !before || dayOf(before) !== dayOf(message);
    if (isNewDay) {
      rows.push({ type: "day", key: `day-${message.id}`, at: message.created_at });
    }
    if (message.id === firstUnreadId) rows.push({ type: "unread", key: "unread" });
    const last = rows.at(-1);
    if (last && belongsTo(last, message)) {
      if (last.type === "album") last.messages.push(message);
      else if (last.type === "message") {
        rows[rows.length - 1] = {
          type: "album",
          key: last.key,
          messages: [last.message, message],
          isGrouped: last.isGrouped,
        };
      }
    } else {
      const isGrouped = !isNewDay && isSameGroup(before, message);
      rows.push({ type: "message", key: `message-${message.id}`, message, isGrouped });
    }
    before = message;
  }
  return rows;
}

/** The row that shows a message, or -1. */
export function rowOf(rows: ThreadRow[], messageId: number): number {
  return rows.findIndex((row) =>
    row.type === "album"
      ? row.messages.some(({ id }) => id === messageId)
      : row.type === "message" && row.message.id === messageId,
  );
}

function belongsTo(row: ThreadRow, message: Message): boolean {
  const album = message.media_group_id;
  if (album === null) return false;
  if (row.type === "album") return row.messages[0]?.media_group_id === album;
  return row.type === "message" && row.message.media_group_id === album;
}

const dayOf = (message: Message) => new Date(message.created_at).toDateString();

function isSameGroup(before: Message | undefined, message: Message): boolean {
  if (!before || before.message_type === "system" || message.message_type === "system")
    return false;
  return (
    before.sender.type === message.sender.type &&
    before.sender.operator_id === message.sender.operator_id &&
    before.is_internal === message.is_internal &&
    Date.parse(message.created_at) - Date.parse(before.created_at) < groupWithin
  );
}
