import { hasCode } from "@/lib/core/outage";
import { second } from "@/lib/core/time";
import { withTimeout } from "@/lib/queue/with-timeout";

/** Milliseconds that a lock is waited for: usually, and while locks are known to be kept. */
const patience = { usual: 1000, again: 100 };
/** Milliseconds: how long a kept lock is remembered. */
const memory = 10_000;

type Chat = { turn: Promise<unknown>; calls: number; missedAt: number };

const chats = new Map<number, Chat>();
let lockMissedAt = Number.NEGATIVE_INFINITY;
let queueMissedAt = Number.NEGATIVE_INFINITY;

/** Milliseconds after which a call that Postgres neither ended nor cancelled holds its chat no longer. */
const longestTurn = 12 * second;

/** Nothing came in time; the code is Postgres' own for a cancelled statement. */
export class Outwaited extends Error {
  readonly code = "57014";
}

/** What a refused call gets: Postgres' own code of a lock that was not free in time. */
class ChatLocked extends Error {
  readonly code = "55P03";
}

/**
 * Runs `store` when no other call of this process works on the chat. So the updates of one locked chat
 * hold one connection of the pool, not all of them; those that wait are refused with the first one.
 */
export async function inChatTurn<T>(chatId: number | null, store: () => Promise<T>): Promise<T> {
  if (chatId === null) return store();
  const chat = chats.get(chatId) ?? {
    turn: Promise.resolve(),
    calls: 0,
    missedAt: Number.NEGATIVE_INFINITY,
  };
  chats.set(chatId, chat);
  chat.calls++;
  const asked = performance.now();
  const own = chat.turn.then(async () => {
    if (asked <= chat.missedAt) throw new ChatLocked("the chat is locked");
    return withTimeout(longestTurn, store(), (message) => new Outwaited(message));
  });
  chat.turn = own.catch((error: unknown) => {
    if (error instanceof ChatLocked || !hasCode(error, /^55P03$/)) return;
    chat.missedAt = performance.now();
    lockMissedAt = chat.missedAt;
  });
  try {
    return await own;
  } finally {
    chat.calls--;
    if (chat.calls === 0) chats.delete(chatId);
  }
}

/** Milliseconds that a row is waited for: with many chats locked, each costs the pool but a moment. */
export function lockPatience(): number {
  return performance.now() - lockMissedAt < memory ? patience.again : patience.usual;
}

/** Milliseconds that a department's lock is waited for; none while somebody is known to keep one. */
export function queuePatience(): number {
  return performance.now() - queueMissedAt < memory ? 0 : patience.usual;
}

/** Remembers whether a department's lock was to be had. */
export function noteQueue(isMissed: boolean): void {
  if (isMissed) queueMissedAt = performance.now();
}
