export const workStates = ["needs_reply", "waiting_client", "snoozed", "done"] as const;

/** mine, unassigned, one's department, everything visible, with unread, client waits for an answer, an answer of the last 30 days did not arrive. */
export const conversationViews = [
  "mine",
  "unassigned",
  "department",
  "all",
  "unread",
  "waiting",
  "undelivered",
] as const;
export type ConversationView = (typeof conversationViews)[number];
