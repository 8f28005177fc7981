import type { ConversationChanged, ReportChanged, TeamChanged } from "@/lib/realtime/events";

/** A conversation's change, with what decides whom it is pushed to. */
export type ConversationChange = ConversationChanged & {
  departmentId: number | null;
  assignedOperatorId: number | null;
};

/**
 * What a change of the database announces, by name. What follows from each is one line in
 * `follow-ups.ts`; names that browsers get too are those of `lib/realtime/events.ts`.
 */
export type ChangeEvents = {
  /** Anything visible of a conversation, its client or a message in it; takes a sequence number. */
  "conversation.changed": ConversationChange;
  /** A person has read it: nobody else sees that. */
  "conversation.read": ConversationChanged & { operatorId: number };
  /** A note names colleagues. */
  "note.mentioned": ConversationChanged & { operatorIds: number[] };
  /** Nobody had a place for a client who wrote. */
  "client.leftWaiting": { departmentId: number | null };
  /** More clients are to be placed than one transaction should. */
  "placement.postponed": Record<never, never>;
  /** People, invites or departments. */
  "team.changed": TeamChanged;
  /** A person's role, department or access: open windows re-read who they are, sockets are cut. */
  "account.changed": { operatorId: number };
  /** A sign-in or token of a person ended: their sockets are cut. */
  "session.ended": { operatorId: number };
  /** A report of a person is further on. */
  "report.changed": ReportChanged & { operatorId: number };
  "report.requested": { reportId: number; operatorId: number };
  /** Messages of a conversation wait to be sent. */
  "message.queued": { conversationId: number };
  /** A client's file is to be fetched from Telegram. */
  "file.awaited": { attachmentId: number };
  /** Objects in the storage that no row names any more. */
  "objects.condemned": Record<never, never>;
  /** Deliveries of a webhook are due. */
  "webhook.due": { webhookId: number };
};

export type EventName = keyof ChangeEvents;
export type EventOf<N extends EventName> = { name: N } & ChangeEvents[N];
export type ChangeEvent = { [N in EventName]: EventOf<N> }[EventName];
