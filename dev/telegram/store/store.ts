import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Group, Person } from "../control-types";
import { type Entry, Journal } from "./journal";
import {
  type BotSettings,
  freshSettings,
  type QueuedUpdate,
  type StoredFile,
  type StoredMessage,
} from "./records";
import { Table } from "./table";

/** Messages with an index by chat, since a chat is what everyone asks for. */
class MessageTable extends Table<StoredMessage> {
  #chats = new Map<number, Map<number, StoredMessage>>();

  of(chatId: number): StoredMessage[] {
    return [...(this.#chats.get(chatId)?.values() ?? [])];
  }

  override load(key: string, value: StoredMessage | null): void {
    super.load(key, value);
    if (!value) return;
    const chat = this.#chats.get(value.chat_id);
    if (chat) chat.set(value.message_id, value);
    else this.#chats.set(value.chat_id, new Map([[value.message_id, value]]));
  }

  override clear(): void {
    super.clear();
    this.#chats.clear();
  }
}

/** Everything the simulator remembers; without a folder only until the process ends. */
export class Store {
  #journal: Journal | null = null;
  #pending: Entry[] = [];
  #depth = 0;
  #written = 0;

  readonly people = new Table<Person>("people", (entry) => this.#keep(entry));
  readonly groups = new Table<Group>("groups", (entry) => this.#keep(entry));
  readonly messages = new MessageTable("messages", (entry) => this.#keep(entry));
  readonly files = new Table<StoredFile>("files", (entry) => this.#keep(entry));
  readonly updates = new Table<QueuedUpdate>("updates", (entry) => this.#keep(entry));
  readonly counters = new Table<number>("counters", (entry) => this.#keep(entry));
  readonly bot = new Table<BotSettings>("bot", (entry) => this.#keep(entry));

  constructor(dir?: string) {
    if (!dir) return;
    mkdirSync(dir, { recursive: true });
    this.#journal = new Journal(path.join(dir, "journal.jsonl"));
    const entries = this.#journal.read();
    const tables = new Map(this.#tables().map((table) => [table.name, table]));
    for (const [name, key, value] of entries) tables.get(name)?.load(key, value);
    this.#written = entries.length;
    this.#compactIfWasteful();
  }

  /** Changes made inside reach the disk together, before this returns. */
  transaction<T>(change: () => T): T {
    this.#depth++;
    try {
      return change();
    } finally {
      this.#depth--;
      if (this.#depth === 0) this.#flush();
    }
  }

  settings(): BotSettings {
    return this.bot.get("bot") ?? freshSettings;
  }

  updateSettings(change: Partial<BotSettings>): BotSettings {
    return this.bot.set("bot", { ...this.settings(), ...change });
  }

  /** The next number of a series, `first` at the beginning. */
  next(series: string, first = 1): number {
    return this.counters.set(series, (this.counters.get(series) ?? first - 1) + 1);
  }

  clear(): void {
    for (const table of this.#tables()) table.clear();
    this.#journal?.rewrite([]);
    this.#written = 0;
  }

  close(): void {
    this.#journal?.close();
    this.#journal = null;
  }

  #tables(): Table<unknown>[] {
    const { people, groups, messages, files, updates, counters, bot } = this;
    // The journal gives back what the tables gave it: one cast from JSON to the tables' own types.
    return [people, groups, messages, files, updates, counters, bot] as Table<unknown>[];
  }

  #keep(entry: Entry): void {
    if (!this.#journal) return;
    this.#pending.push(entry);
    if (this.#depth === 0) this.#flush();
  }

  #flush(): void {
    if (!this.#journal || this.#pending.length === 0) return;
    this.#journal.append(this.#pending);
    this.#written += this.#pending.length;
    this.#pending = [];
    this.#compactIfWasteful();
  }

  #compactIfWasteful(): void {
    if (this.#written < 20_000) return;
    const rows = this.#tables().reduce((sum, table) => sum + table.size, 0);
    if (this.#written < rows * 4) return;
    const entries = this.#tables().flatMap((table) => table.entries());
    this.#journal?.rewrite(entries);
    this.#written = entries.length;
  }
}
