import { logger } from "@/lib/core/logger";
import { database } from "@/lib/database";
import type { ConversationChange } from "@/lib/effects/events";
import { jobs } from "@/lib/queue/jobs";
import { wake, wakeUp } from "@/lib/queue/wake";
import {
  type ConversationChanged,
  channelName,
  channels,
  type ReportChanged,
  realtimeEvents,
  type TeamChanged,
} from "./events";
import { hintOutbox } from "./hint-outbox";
import { publishingEpoch, readEpoch } from "./live-epoch";
import { pusher, readWhole } from "./pusher";

/** From so many changed conversations on, an audience gets one event without ids. */
const many = 20;

/**
 * Pushes to each audience the conversations that changed: one event for each, or for many of them one
 * without ids, upon which browsers ask for all changes. Call after commit, never inside a transaction.
 * Never throws or waits: browsers catch up by themselves when a hint is lost.
 */
export async function publishConversations(changed: ConversationChange[]): Promise<void> {
  const heard = new Map<string, Map<number, ConversationChanged>>();
  for (const one of changed) {
    const { conversationId, clientId, seq } = one;
    for (const channel of audienceOf(one)) {
      const changes = heard.get(channel) ?? new Map<number, ConversationChanged>();
      heard.set(channel, changes);
      const known = changes.get(conversationId);
      if (!known || known.seq < seq) changes.set(conversationId, { conversationId, clientId, seq });
    }
  }
  for (const [channel, changes] of heard) {
    if (changes.size >= many) tell([channel], realtimeEvents.conversationsChanged, {});
    else {
      for (const change of changes.values()) {
        tell([channel], realtimeEvents.conversationChanged, change, change);
      }
    }
  }
}

function audienceOf({ departmentId, assignedOperatorId }: ConversationChange): string[] {
  const department =
    departmentId === null ? channels.noDepartment : channels.department(departmentId);
  const owner = assignedOperatorId === null ? [] : [channels.operator(assignedOperatorId)];
  return [channels.everything, department, ...owner];
}

/** Tells a person's own windows of a change that nobody else sees: what they have read. */
export async function publishOwn(operatorId: number, event: ConversationChanged): Promise<void> {
  tell([channels.operator(operatorId)], realtimeEvents.conversationChanged, event, event);
}

/** Tells the whole team that people or departments changed. */
export async function publishTeam(event: TeamChanged): Promise<void> {
  tell([channels.team], realtimeEvents.teamChanged, event);
}

/** Tells people that a note of this conversation names them. */
export async function publishMention(
  note: ConversationChanged,
  operatorIds: number[],
): Promise<void> {
  tell(operatorIds.map(channels.operator), realtimeEvents.noteMentioned, note);
}

/** Tells one operator's open windows to re-read who they are. */
export async function publishAccount(operatorId: number): Promise<void> {
  tell([channels.operator(operatorId)], realtimeEvents.accountChanged, {});
}

/** Tells who asked for a report how far it is. */
export async function publishReport(operatorId: number, event: ReportChanged): Promise<void> {
  tell([channels.operator(operatorId)], realtimeEvents.reportChanged, event);
}

/**
 * Cuts every socket of an operator (promise 21), and tells all others that the channels have new names.
 * Call after commit. Never throws or waits for the push server: one that is silent is asked again
 * by a job.
 */
export async function cutConnections(operatorId: number): Promise<void> {
  await tellRenamed();
  if (outbox().isResting()) return cutLater(operatorId);
  const cut = terminateConnections(operatorId).catch((error: unknown) => {
    logger("realtime").warn({ err: error, operatorId }, "connections not cut yet");
    return cutLater(operatorId);
  });
  cuts.add(cut);
  void cut.finally(() => cuts.delete(cut));
}

/** Under the former name, where everybody still listens. Browsers that miss it ask by themselves now and then. */
async function tellRenamed(): Promise<void> {
  try {
    const { epoch, previous } = await readEpoch(database());
    if (epoch === previous) return;
    const name = realtimeEvents.channelsRenamed;
    outbox().add({
      channel: channels.team,
      name,
      about: previous,
      data: {},
      order: 0,
      epoch: previous,
    });
  } catch (error) {
    logger("realtime").warn({ err: error }, "nobody is told of the channels' new names");
  }
}

async function cutLater(operatorId: number): Promise<void> {
  await wake(database(), wakeUp(jobs.cutConnections, { operatorId })).catch((lost: unknown) =>
    logger("realtime").error({ err: lost, operatorId }, "nobody will cut these connections"),
  );
}

/** The cut itself; rejects when the push server refuses or is silent. */
export async function terminateConnections(operatorId: number): Promise<void> {
  await readWhole(pusher().terminateUserConnections(String(operatorId)));
}

// A server's bundles may hold this module twice: what is to be sent is one and the same.
const holder = globalThis as typeof globalThis & {
  crmHints?: ReturnType<typeof hintOutbox>;
  crmCuts?: Set<Promise<void>>;
};
holder.crmCuts ??= new Set();
const cuts = holder.crmCuts;

function outbox() {
  holder.crmHints ??= hintOutbox(async (hints) => {
    const now = await publishingEpoch(database());
    const batch = hints.map(({ channel, name, data, epoch }) => {
      return { channel: channelName(channel, epoch ?? now), name, data };
    });
    await readWhole(pusher().triggerBatch(batch));
  });
  return holder.crmHints;
}

/** `change`: of the same conversation only the newest is sent. */
function tell(targets: string[], name: string, data: object, change?: ConversationChanged) {
  const about = change ? String(change.conversationId) : JSON.stringify(data);
  const order = change?.seq ?? 0;
  for (const channel of targets) outbox().add({ channel, name, about, data, order });
}

/** Whether something is still on its way to the push server. */
export const hintsAreWaiting = () => cuts.size > 0 || !outbox().isIdle();

/**
 * Resolves when all that was published is sent or given up, within seconds: for whoever ends or freezes
 * the process. Nobody else waits for it.
 */
export async function hintsSent(): Promise<void> {
  await Promise.all([outbox().idle(), ...cuts]);
}

/** Signs a socket in as an operator, so that `cutConnections` finds it. */
export function authenticateUser(socketId: string, operatorId: number) {
  return pusher().authenticateUser(socketId, { id: String(operatorId) });
}
