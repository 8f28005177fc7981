import type { HeardChannels } from "./schemas";

/**
 * Push events are hints (promise 17): ids and sequence numbers, at most 1 KB, never content.
 * Whoever gets one fetches what lies between through the API, with its own rights.
 */
export type ConversationChanged = {
  conversationId: number;
  clientId: number;
  /** The conversation's sequence number after the change. */
  seq: number;
};

/** Something of the team itself changed (people, departments): refetch what you show of it. */
export type TeamChanged = { operatorId?: number; departmentId?: number };

/** A report of one's own is further on, or gone. */
export type ReportChanged = { reportId: number; progress: number };

export const realtimeEvents = {
  conversationChanged: "conversation.changed",
  /** Many of them at once: ask which. */
  conversationsChanged: "conversations.changed",
  teamChanged: "team.changed",
  /** To one's own channel: a colleague's note names you. */
  noteMentioned: "note.mentioned",
  /** To one's own channel: role, department or session changed; reload or leave. */
  accountChanged: "account.changed",
  /** To one's own channel: a report that one asked for is further on. */
  reportChanged: "report.changed",
  /** To the team's former channel: every channel has a new name, ask for it. */
  channelsRenamed: "channels.renamed",
} as const;

/** Who decides who may see a conversation, and so who may be in its room. */
export type RoomFacts = {
  conversationId: number;
  departmentId: number | null;
  assignedOperatorId: number | null;
};

/**
 * Channels; who may join which is decided in `authorize-channel.ts`. On the push server each is called by
 * `channelName`, with the epoch behind it.
 */
export const channels = {
  /** Admins: every conversation. */
  everything: "private-everything",
  /** Those who see a whole department. */
  department: (id: number) => `private-department-${id}`,
  /** Conversations without a department. */
  noDepartment: "private-department-none",
  /** One's own conversations and account. */
  operator: (id: number) => `private-operator-${id}`,
  /** Everyone of the team. */
  team: "private-team",
  /** Who is looking at or typing in a conversation. In other hands it is another room. */
  conversation: ({ conversationId, departmentId, assignedOperatorId }: RoomFacts) =>
    `presence-conversation-${conversationId}-${departmentId ?? 0}-${assignedOperatorId ?? 0}`,
};

/**
 * What the push server calls a channel. The epoch changes whenever somebody loses a right to listen, so
 * that a socket which cannot be cut stays behind under a name that nobody uses any more.
 */
export const channelName = (channel: string, epoch: string) => `${channel}-${epoch}`;

/** What a browser needs to connect; made by the server for the signed-in operator. */
export type RealtimeConfig = HeardChannels & {
  key: string;
  cluster: string;
  host: string | null;
  port: number | null;
  forceTls: boolean;
  operatorId: number;
};
