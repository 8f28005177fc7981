export const workStates = ["needs_reply", "waiting_client", "snoozed", "done"] as const;

/**
 * The lists of the workspace. mine, unassigned, department: what is neither done nor snoozed; all:
 * every conversation that has begun; open: what is not done, with snoozed; waiting: the client waits
 * for an answer; undelivered: an answer of the last 30 days did not arrive; mentions: a note of the
 * last 30 days mentions the actor (its counter: the unread ones).
 */
export const conversationViews = [
  "mine",
  "unassigned",
  "department",
  "all",
  "unread",
  "waiting",
  "undelivered",
  "mentions",
  "open",
  "snoozed",
  "done",
] as const;
export type ConversationView = (typeof conversationViews)[number];
