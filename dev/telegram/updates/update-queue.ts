import type { TelegramUpdate } from "@gramio/types";
import type { QueuedUpdate } from "../store/records";
import type { Store } from "../store/store";

/** Left out unless a bot asks for them (Bot API, setWebhook, `allowed_updates`). */
const notByDefault = ["chat_member", "message_reaction", "message_reaction_count"];
const dayInSeconds = 24 * 3_600;
/** How many updates are remembered after delivery, for redelivery on demand. */
const remembered = 20_000;

/** Updates that wait for the bot, kept until it has taken them. */
export class UpdateQueue {
  #store: Store;
  #listeners = new Set<(update: QueuedUpdate) => void>();
  #recent = new Map<number, TelegramUpdate>();

  constructor(store: Store) {
    this.#store = store;
    for (const { update } of store.updates.values()) this.#remember(update);
  }

  get size(): number {
    return this.#store.updates.size;
  }

  /** Calls back for each new update, after it is kept. */
  onNew(listener: (update: QueuedUpdate) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Queues an update unless the bot's `allowed_updates` leave its kind out; then null. */
  add(payload: Omit<TelegramUpdate, "update_id">): QueuedUpdate | null {
    const kind = Object.keys(payload)[0] ?? "";
    const allowed = this.#store.settings().allowed_updates;
    const isAllowed = allowed ? allowed.includes(kind) : !notByDefault.includes(kind);
    return isAllowed ? this.addAlways(payload) : null;
  }

  /** Queues an update of whatever kind. */
  addAlways(payload: Omit<TelegramUpdate, "update_id">): QueuedUpdate {
    const id = this.#store.next("update", 100_000_000 + Math.floor(Math.random() * 800_000_000));
    const update = { update_id: id, ...payload };
    const lifetime = "callback_query" in payload ? 150 : dayInSeconds;
    const queued = this.#store.updates.set(id, {
      update_id: id,
      queue: queueOf(update),
      expires: Math.floor(Date.now() / 1_000) + lifetime,
      update,
    });
    this.#remember(update);
    // After the transaction around this call has reached the disk.
    queueMicrotask(() => {
      for (const listener of this.#listeners) listener(queued);
    });
    return queued;
  }

  /** What waits, oldest first, without what Telegram would have given up. */
  pending(): QueuedUpdate[] {
    const now = Math.floor(Date.now() / 1_000);
    const [fresh, stale] = [[], []] as [QueuedUpdate[], QueuedUpdate[]];
    for (const update of this.#store.updates.values()) {
      (update.expires > now ? fresh : stale).push(update);
    }
    for (const { update_id } of stale) this.done(update_id);
    return fresh;
  }

  done(updateId: number): void {
    this.#store.updates.delete(updateId);
  }

  dropAll(): void {
    this.#store.transaction(() => {
      for (const { update_id } of this.#store.updates.values()) this.done(update_id);
    });
  }

  /** An update that waits or was delivered not long ago. */
  find(updateId: number): TelegramUpdate | undefined {
    return this.#recent.get(updateId);
  }

  clear(): void {
    this.#recent.clear();
  }

  #remember(update: TelegramUpdate): void {
    this.#recent.set(update.update_id, update);
    const oldest = this.#recent.keys().next().value;
    if (this.#recent.size > remembered && oldest !== undefined) this.#recent.delete(oldest);
  }
}

/** Messages and edits of a chat are in one line; other kinds have lines of their own. */
function queueOf(update: TelegramUpdate): string {
  const message =
    update.message ??
    update.edited_message ??
    update.channel_post ??
    update.edited_channel_post ??
    update.business_message ??
    update.edited_business_message;
  if (message?.chat) return `chat:${message.chat.id}`;
  if (update.callback_query?.from) return `callback:${update.callback_query.from.id}`;
  if (update.my_chat_member?.chat) return `member:${update.my_chat_member.chat.id}`;
  if (update.message_reaction?.chat) return `reaction:${update.message_reaction.chat.id}`;
  return `update:${update.update_id}`;
}
