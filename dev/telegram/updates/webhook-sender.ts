import { setMaxListeners } from "node:events";
import type { TelegramUpdate } from "@gramio/types";
import type { Delivery } from "../control-types";
import type { QueuedUpdate } from "../store/records";
import type { Store } from "../store/store";
import { type PostResult, postUpdate } from "./post-update";
import { retryDelay } from "./retry-delay";
import type { UpdateQueue } from "./update-queue";

interface Line {
  updates: QueuedUpdate[];
  failures: number;
  timer?: NodeJS.Timeout;
}

export interface SenderOptions {
  /** Multiplies the waits between attempts; 1 is Telegram's schedule. */
  retryScale: number;
  /** How long a webhook may take; Telegram waits 60 s. */
  timeoutMs: number;
  /** A 2xx whose body names a method: Telegram executes it and throws the result away. */
  onReply: (body: Record<string, unknown>) => void;
}

const keptDeliveries = 50_000;

/**
 * Delivers queued updates to the webhook: strictly in order within a line (a chat), up to
 * `max_connections` lines at once, and no more than twice as many lines begun, so that enough failing
 * chats stall the bot as they do at Telegram.
 */
export class WebhookSender {
  #store: Store;
  #queue: UpdateQueue;
  #options: SenderOptions;
  #lines = new Map<string, Line>();
  #begun = new Set<string>();
  #again: string[] = [];
  #fresh: string[] = [];
  #active = 0;
  #stop = new AbortController();
  #stopListening: () => void;
  readonly deliveries: Delivery[] = [];

  constructor(store: Store, queue: UpdateQueue, options: SenderOptions) {
    this.#store = store;
    this.#queue = queue;
    this.#options = options;
    this.#stopListening = queue.onNew((update) => this.#add(update));
    this.restart();
  }

  /** Starts over with what is queued, after the webhook was set, changed or deleted. */
  restart(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    // Every delivery under way listens to it.
    setMaxListeners(0, this.#stop.signal);
    for (const { timer } of this.#lines.values()) clearTimeout(timer);
    this.#lines.clear();
    this.#begun.clear();
    this.#again = [];
    this.#fresh = [];
    this.#active = 0;
    if (!this.#store.settings().webhook_url) return;
    for (const update of this.#queue.pending()) this.#add(update);
  }

  close(): void {
    this.#stopListening();
    this.#stop.abort();
    for (const { timer } of this.#lines.values()) clearTimeout(timer);
  }

  /** Delivers an update beside the queue, `times` at once, as after a lost answer. */
  redeliver(update: TelegramUpdate, times: number): Promise<Delivery[]> {
    return Promise.all(
      Array.from({ length: times }, async () => (await this.#post(update, 0)).delivery),
    );
  }

  #add(update: QueuedUpdate): void {
    if (!this.#store.settings().webhook_url) return;
    const line = this.#lines.get(update.queue);
    if (line) {
      line.updates.push(update);
      return;
    }
    this.#lines.set(update.queue, { updates: [update], failures: 0 });
    this.#fresh.push(update.queue);
    this.#pump();
  }

  #pump(): void {
    const { max_connections } = this.#store.settings();
    while (this.#active < max_connections) {
      const isRoom = this.#begun.size < max_connections * 2;
      const key = this.#again.shift() ?? (isRoom ? this.#fresh.shift() : undefined);
      if (key === undefined) return;
      this.#begun.add(key);
      this.#active++;
      void this.#deliver(key, this.#stop.signal);
    }
  }

  async #deliver(key: string, signal: AbortSignal): Promise<void> {
    const line = this.#lines.get(key);
    const head = line?.updates[0];
    if (!line || !head) return;
    const { result } = await this.#post(head.update, line.failures + 1);
    if (signal.aborted) return;
    this.#active--;
    if (result.error === undefined || head.expires < Date.now() / 1_000) {
      this.#queue.done(head.update_id);
      line.updates.shift();
      line.failures = 0;
      if (line.updates.length > 0) this.#again.push(key);
      else {
        this.#lines.delete(key);
        this.#begun.delete(key);
      }
      if (result.error === undefined) this.#reply(result.body);
    } else {
      line.failures++;
      this.#store.updateSettings({
        last_error_date: Math.floor(Date.now() / 1_000),
        last_error_message: result.error,
      });
      const delay =
        retryDelay(line.failures, result.retry_after) * 1_000 * this.#options.retryScale;
      line.timer = setTimeout(() => {
        this.#again.push(key);
        this.#pump();
      }, delay);
    }
    this.#pump();
  }

  async #post(
    update: TelegramUpdate,
    attempt: number,
  ): Promise<{ result: PostResult; delivery: Delivery }> {
    const { webhook_url, secret_token } = this.#store.settings();
    const at = Date.now();
    const result = await postUpdate(webhook_url, update, {
      secret: secret_token,
      timeoutMs: this.#options.timeoutMs,
      signal: this.#stop.signal,
    });
    const delivery: Delivery = {
      update_id: update.update_id,
      at,
      attempt,
      status: result.status,
      ...(result.error === undefined ? {} : { error: result.error }),
      duration_ms: Date.now() - at,
    };
    this.deliveries.push(delivery);
    if (this.deliveries.length > keptDeliveries) this.deliveries.shift();
    return { result, delivery };
  }

  #reply(body: string): void {
    if (!body.startsWith("{")) return;
    try {
      const reply = JSON.parse(body) as Record<string, unknown>;
      if (typeof reply.method === "string") this.#options.onReply(reply);
    } catch {
      // Telegram does not mind what else a webhook answers.
    }
  }
}
