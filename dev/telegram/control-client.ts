import type { TelegramMessageEntity } from "@gramio/types";
import type {
  Act,
  ActResult,
  AlbumItem,
  CallbackAnswer,
  FileInput,
  FileRef,
  MediaOptions,
  SendOptions,
} from "./control-acts";
import type {
  Call,
  CallFilter,
  ChatMessage,
  ChatSummary,
  Delivery,
  Fault,
  FaultInput,
  Group,
  HistoryLine,
  Limits,
  MediaKind,
  Person,
  PersonInput,
  RawUpdate,
  SimulatorState,
  Violation,
} from "./control-types";

/**
 * Drives the simulator over its control API: plays people, injects faults, asks what the bot did.
 * Every method rejects with a plain `Error` that carries the simulator's own sentence.
 */
export class SimulatorControl {
  readonly url: string;

  /** @param url the simulator's address, for example `http://127.0.0.1:8081` */
  constructor(url: string) {
    this.url = url.replace(/\/+$/, "");
  }

  /** Bot, webhook, people, groups, faults. */
  state(): Promise<SimulatorState> {
    return this.#get("state");
  }

  /** Forgets everything: people, chats, files, updates, webhook, faults, calls. */
  async reset(): Promise<void> {
    await this.#post("reset", {});
  }

  /** Creates a person, or updates the one with this `id`. */
  createPerson(input: PersonInput): Promise<Person> {
    return this.#post("people", input);
  }

  people(): Promise<Person[]> {
    return this.#get("people");
  }

  person(id: number): Promise<Person> {
    return this.#get(`people/${id}`);
  }

  /** A group with the bot in it, without an update. `supergroup` by default. */
  createGroup(input: {
    title: string;
    member_ids: number[];
    type?: "group" | "supergroup";
    id?: number;
  }): Promise<Group> {
    return this.#post("groups", input);
  }

  /** Turns a group into a supergroup with a new id: sending to the old one then answers 400 with `migrate_to_chat_id`. */
  migrateGroup(groupId: number): Promise<Group> {
    return this.#post(`groups/${groupId}/migrate`, {});
  }

  chats(): Promise<ChatSummary[]> {
    return this.#get("chats");
  }

  /** All messages of a chat in order, deleted ones marked; `chatId` is a person's or a group's id. */
  chat(chatId: number): Promise<ChatMessage[]> {
    return this.#get(`chats/${chatId}/messages`);
  }

  /** Messages of the bot in a chat, optionally only those with exactly this text or caption. */
  async received(chatId: number, text?: string): Promise<ChatMessage[]> {
    const messages = await this.chat(chatId);
    return messages.filter((m) => m.from_bot && (text === undefined || m.text === text));
  }

  /** Writes messages of the past into chats, without updates; returns their message ids. */
  addHistory(lines: HistoryLine[]): Promise<number[]> {
    return this.#post("history", lines);
  }

  act(act: Act): Promise<ActResult> {
    return this.#post("act", act);
  }

  /** Many acts in one request, done in order: for storms and seeds. */
  acts(acts: Act[]): Promise<ActResult[]> {
    return this.#post("act", acts);
  }

  /** `/start`, with a deep link's payload if given. */
  start(personId: number, payload?: string): Promise<ActResult> {
    return this.act({ act: "start", person_id: personId, ...(payload ? { payload } : {}) });
  }

  sendText(
    personId: number,
    text: string,
    options: SendOptions & { entities?: TelegramMessageEntity[] } = {},
  ): Promise<ActResult> {
    return this.act({ act: "text", person_id: personId, text, ...options });
  }

  /** Any file kind; without data and sample a fitting built-in sample is sent. */
  async sendMedia(
    personId: number,
    kind: MediaKind,
    options: MediaOptions = {},
  ): Promise<ActResult> {
    const { data: _, ...rest } = options;
    const file = await this.#upload(options);
    return this.act({ act: "media", person_id: personId, kind, ...rest, ...file });
  }

  sendPhoto(personId: number, options?: MediaOptions): Promise<ActResult> {
    return this.sendMedia(personId, "photo", options);
  }

  sendDocument(personId: number, options?: MediaOptions): Promise<ActResult> {
    return this.sendMedia(personId, "document", options);
  }

  sendVoice(personId: number, options?: MediaOptions): Promise<ActResult> {
    return this.sendMedia(personId, "voice", options);
  }

  /** An album of 2–10 items: as many updates with one `media_group_id`. */
  async sendAlbum(
    personId: number,
    items: AlbumItem[],
    options: SendOptions = {},
  ): Promise<ActResult> {
    const uploaded = await Promise.all(
      items.map(async ({ data, ...item }) => ({
        ...item,
        ...(await this.#upload({ ...item, ...(data ? { data } : {}) })),
      })),
    );
    return this.act({ act: "album", person_id: personId, items: uploaded, ...options });
  }

  sendLocation(
    personId: number,
    location: { latitude: number; longitude: number },
    options: SendOptions = {},
  ): Promise<ActResult> {
    return this.act({ act: "location", person_id: personId, ...location, ...options });
  }

  sendContact(
    personId: number,
    contact: { phone_number: string; first_name: string; last_name?: string; user_id?: number },
    options: SendOptions = {},
  ): Promise<ActResult> {
    return this.act({ act: "contact", person_id: personId, ...contact, ...options });
  }

  editText(
    personId: number,
    messageId: number,
    text: string,
    options: { chat_id?: number; entities?: TelegramMessageEntity[] } = {},
  ): Promise<ActResult> {
    return this.act({ act: "edit", person_id: personId, message_id: messageId, text, ...options });
  }

  /** Replaces the person's reactions on a message; an empty list takes them away. */
  react(personId: number, messageId: number, emoji: string[]): Promise<ActResult> {
    return this.act({ act: "react", person_id: personId, message_id: messageId, emoji });
  }

  /** Presses an inline button, named by its label or callback_data. */
  pressButton(personId: number, messageId: number, button: string): Promise<ActResult> {
    return this.act({ act: "press", person_id: personId, message_id: messageId, button });
  }

  /** What the bot answered to a pressed button so far. */
  callbackAnswer(callbackQueryId: string): Promise<CallbackAnswer> {
    return this.#get(`callbacks/${encodeURIComponent(callbackQueryId)}`);
  }

  block(personId: number): Promise<ActResult> {
    return this.act({ act: "block", person_id: personId });
  }

  unblock(personId: number): Promise<ActResult> {
    return this.act({ act: "unblock", person_id: personId });
  }

  /** Puts any update into the queue as it is: unknown kinds, business, guest and service messages. */
  sendRaw(update: RawUpdate): Promise<{ update_id: number }> {
    return this.#post("updates", update);
  }

  /** Delivers an update to the webhook again, `times` at once, beside the queue; waits for the answers. */
  redeliver(updateId: number, times = 1): Promise<Delivery[]> {
    return this.#post(`updates/${updateId}/redeliver`, { times });
  }

  /** Attempts to deliver to the webhook, oldest first. */
  deliveries(filter: { update_id?: number } = {}): Promise<Delivery[]> {
    return this.#get("deliveries", filter);
  }

  /** Bot API calls, oldest first; the newest 50,000 are kept, in memory only. */
  calls(filter: CallFilter = {}): Promise<Call[]> {
    return this.#get("calls", filter);
  }

  injectFault(fault: FaultInput): Promise<Fault> {
    return this.#post("faults", fault);
  }

  faults(): Promise<Fault[]> {
    return this.#get("faults");
  }

  /** Removes all faults and ends the calls that hang. */
  async clearFaults(): Promise<void> {
    await this.#send("faults", { method: "DELETE" });
  }

  /** Enforces Telegram's limits with 429, or not at all (null, the default). */
  async setLimits(limits: Limits | null): Promise<void> {
    await this.#post("limits", { limits });
  }

  /** What did not fit Telegram's documentation; filled only with `SIM_STRICT=1`. */
  violations(): Promise<Violation[]> {
    return this.#get("violations");
  }

  /**
   * Polls until `look` gives something other than null, undefined or false, and returns it.
   * Rejects after `timeoutMs` (default 5,000) with `what` in the sentence.
   */
  async waitFor<T>(
    look: (control: this) => Promise<T | null | undefined | false> | T | null | undefined | false,
    options: { timeoutMs?: number; intervalMs?: number; what?: string } = {},
  ): Promise<T> {
    const { timeoutMs = 5_000, intervalMs = 25, what = "what was waited for" } = options;
    const end = Date.now() + timeoutMs;
    for (;;) {
      const seen = await look(this);
      if (seen !== null && seen !== undefined && seen !== false) return seen;
      if (Date.now() > end)
        throw new Error(`Telegram simulator: ${what} did not happen in ${timeoutMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, intervalMs));
    }
  }

  /** Waits until the bot has sent `text` to the chat, and returns that message. */
  waitForText(chatId: number, text: string | RegExp, timeoutMs = 5_000): Promise<ChatMessage> {
    const fits = (m: ChatMessage) =>
      typeof text === "string" ? m.text === text : text.test(m.text);
    return this.waitFor(async () => (await this.received(chatId)).findLast(fits), {
      timeoutMs,
      what: `the bot's message ${text} to ${chatId}`,
    });
  }

  async #upload(file: FileInput): Promise<FileRef> {
    if (!file.data) return {};
    const headers: Record<string, string> = {
      "content-type": file.mime_type ?? "application/octet-stream",
    };
    if (file.file_name) headers["x-file-name"] = encodeURIComponent(file.file_name);
    return this.#send("files", {
      method: "POST",
      headers,
      body: new Blob([new Uint8Array(file.data)]),
    });
  }

  #get<T>(path: string, query: object = {}): Promise<T> {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) search.set(key, String(value));
    }
    const text = search.toString();
    return this.#send(text ? `${path}?${text}` : path, { method: "GET" });
  }

  #post<T>(path: string, body: unknown): Promise<T> {
    return this.#send(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  async #send<T>(path: string, init: RequestInit): Promise<T> {
    const response = await fetch(`${this.url}/_sim/${path}`, init);
    const body = (await response.json()) as { ok: true; result: T } | { ok: false; error: string };
    if (!body.ok) throw new Error(`Telegram simulator: ${body.error}`);
    return body.result;
  }
}
