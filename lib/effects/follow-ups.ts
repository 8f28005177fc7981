import type { Db } from "@/db/client";
import { jobs } from "@/lib/queue/jobs";
import { type WakeUp, wakeUp } from "@/lib/queue/wake";
import {
  cutConnections,
  publishAccount,
  publishConversations,
  publishMention,
  publishOwn,
  publishReport,
  publishTeam,
} from "@/lib/realtime/publish";
import { alertManager } from "./alert-manager";
import type { ChangeEvents, EventName } from "./events";
import { wakeWebhooks } from "./wake-webhooks";

type FollowUps<N extends EventName> = {
  /** A job: its row is written in the change's own transaction, or Trigger.dev is called after the commit. */
  job?(facts: ChangeEvents[N]): WakeUp;
  /** After the commit, once with the facts of all events of the name. */
  after?(db: Db, all: ChangeEvents[N][]): Promise<unknown>;
};

/** Runs for each of the events, one after another; for the same one once. */
const each =
  <T>(act: (facts: T, db: Db) => Promise<unknown>) =>
  async (db: Db, all: T[]) => {
    const different = new Map(all.map((facts) => [JSON.stringify(facts), facts]));
    for (const facts of different.values()) await act(facts, db);
  };

/** What follows from each event, one line each; only `deliver` reads it. */
export const followUps: { [N in EventName]: FollowUps<N> } = {
  "conversation.changed": {
    // Webhooks' events are noted by the rows' own triggers (db/functions/note-webhook-event.sql).
    after: (db, changed) => Promise.all([publishConversations(changed), wakeWebhooks(db)]),
  },
  "conversation.read": { after: each(({ operatorId, ...read }) => publishOwn(operatorId, read)) },
  "note.mentioned": {
    after: each(({ operatorIds, ...note }) => publishMention(note, operatorIds)),
  },
  "client.leftWaiting": { after: each(({ departmentId }, db) => alertManager(db, departmentId)) },
  "placement.postponed": { job: () => wakeUp(jobs.fillPlaces, {}, { oncePerSec: 1 }) },
  "team.changed": { after: each(publishTeam) },
  "account.changed": {
    after: each(async ({ operatorId }) => {
      await publishAccount(operatorId);
      await cutConnections(operatorId);
    }),
  },
  "session.ended": { after: each(({ operatorId }) => cutConnections(operatorId)) },
  "report.changed": {
    after: each(({ operatorId, ...report }) => publishReport(operatorId, report)),
  },
  "report.requested": {
    job: ({ reportId, operatorId }) => wakeUp(jobs.generateReport, { reportId, operatorId }),
  },
  "message.queued": { job: ({ conversationId }) => wakeUp(jobs.sendMessage, { conversationId }) },
  "file.awaited": { job: ({ attachmentId }) => wakeUp(jobs.downloadAttachment, { attachmentId }) },
  "objects.condemned": { job: () => wakeUp(jobs.removeObjects, {}) },
  "webhook.due": { job: ({ webhookId }) => wakeUp(jobs.deliverWebhook, { webhookId }) },
};
