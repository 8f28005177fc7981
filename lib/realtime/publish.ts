import Pusher from "pusher";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { database } from "@/lib/database";
import { wakeCut } from "@/lib/queue/wake-cut";
import {
  type ConversationChanged,
  channels,
  type ReportChanged,
  realtimeEvents,
  type TeamChanged,
} from "./events";

/** A conversation's change, with what decides who is told. */
export type ConversationHint = ConversationChanged & {
  departmentId: number | null;
  assignedOperatorId: number | null;
};

let client: Pusher | undefined;

/** The process's Pusher client; a 3 s timeout, because a hint is never worth waiting for. */
export function pusher(): Pusher {
  client ??= createPusher();
  return client;
}

function createPusher(): Pusher {
  const {
    PUSHER_APP_ID,
    PUSHER_KEY,
    PUSHER_SECRET,
    PUSHER_CLUSTER,
    PUSHER_HOST,
    PUSHER_PORT,
    PUSHER_SCHEME,
  } = env();
  const account = { appId: PUSHER_APP_ID, key: PUSHER_KEY, secret: PUSHER_SECRET, timeout: 3000 };
  if (PUSHER_HOST) {
    const port = PUSHER_PORT ? { port: String(PUSHER_PORT) } : {};
    return new Pusher({
      ...account,
      host: PUSHER_HOST,
      ...port,
      useTLS: PUSHER_SCHEME === "https",
    });
  }
  return new Pusher({ ...account, cluster: PUSHER_CLUSTER ?? "mt1", useTLS: true });
}

/**
 * Tells whoever may see the conversation that it changed. Call after commit, never inside a
 * transaction. Never throws: browsers catch up by themselves when a hint is lost.
 */
export async function publishConversation(hint: ConversationHint): Promise<void> {
  const targets: string[] = [channels.everything];
  targets.push(
    hint.departmentId === null ? channels.noDepartment : channels.department(hint.departmentId),
  );
  if (hint.assignedOperatorId !== null) targets.push(channels.operator(hint.assignedOperatorId));
  const event: ConversationChanged = {
    conversationId: hint.conversationId,
    clientId: hint.clientId,
    seq: hint.seq,
  };
  await trigger(targets, realtimeEvents.conversationChanged, event);
}

/** Tells the whole team that people or departments changed. */
export async function publishTeam(event: TeamChanged): Promise<void> {
  await trigger([channels.team], realtimeEvents.teamChanged, event);
}

/** Tells people that a note of this conversation names them. */
export async function publishMention(hint: ConversationHint, operatorIds: number[]): Promise<void> {
  if (operatorIds.length === 0) return;
  const event = { conversationId: hint.conversationId, clientId: hint.clientId, seq: hint.seq };
  await trigger(operatorIds.map(channels.operator), realtimeEvents.noteMentioned, event);
}

/** Tells one operator's open windows to re-read who they are. */
export async function publishAccount(operatorId: number): Promise<void> {
  await trigger([channels.operator(operatorId)], realtimeEvents.accountChanged, {});
}

/** Tells who asked for a report how far it is. */
export async function publishReport(operatorId: number, event: ReportChanged): Promise<void> {
  await trigger([channels.operator(operatorId)], realtimeEvents.reportChanged, event);
}

/**
 * Cuts every socket of an operator (promise 21). Call after commit. Never throws: a push server that
 * does not answer is asked again by a job.
 */
export async function cutConnections(operatorId: number): Promise<void> {
  try {
    await terminateConnections(operatorId);
  } catch (error) {
    logger("realtime").warn({ err: error, operatorId }, "connections not cut yet");
    await wakeCut(database(), operatorId).catch((lost: unknown) =>
      logger("realtime").error({ err: lost, operatorId }, "nobody will cut these connections"),
    );
  }
}

/** The cut itself; rejects when the push server refuses or does not answer. */
export async function terminateConnections(operatorId: number): Promise<void> {
  await pusher().terminateUserConnections(String(operatorId));
}

async function trigger(targets: string[], name: string, event: object): Promise<void> {
  try {
    await pusher().trigger(targets, name, event);
  } catch (error) {
    logger("realtime").warn({ err: error, event: name }, "hint not published");
  }
}

/** Signs a socket in as an operator, so that `cutConnections` finds it. */
export function authenticateUser(socketId: string, operatorId: number) {
  return pusher().authenticateUser(socketId, { id: String(operatorId) });
}
