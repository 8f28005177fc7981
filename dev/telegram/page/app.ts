import type { Act, ActResult } from "../control-acts";
import { SimulatorControl } from "../control-client";
import type {
  ChatMessage,
  ChatSummary,
  Group,
  Person,
  PersonRole,
  SimEvent,
  SimulatorState,
} from "../control-types";
import { toast } from "./toast";

export type Tab = PersonRole | "group";

/** What the page knows and shows; `changed` redraws what depends on it. */
export interface App {
  control: SimulatorControl;
  state: SimulatorState;
  chats: Map<number, ChatSummary>;
  tab: Tab;
  search: string;
  /** The open chat: a person's id, or a group's. */
  chatId: number | null;
  /** Whom we are in the open chat. */
  personId: number | null;
  messages: Map<number, ChatMessage>;
  /** A deep link's parameter that waits for Start; null without one. */
  payload: string | null;
  replyTo: number | null;
  editing: number | null;
  action: { chat_id: number; action: string; until: number } | null;
}

type Part = "list" | "chat" | "messages" | "composer";
type Listener = (parts: Set<Part>) => void;

const listeners = new Set<Listener>();
let dirty: Set<Part> | null = null;

export const app: App = {
  control: new SimulatorControl(location.origin),
  state: {
    bot: { id: 0, username: "", first_name: "", description: "" },
    commands: {},
    webhook: { url: "", has_custom_certificate: false, pending_update_count: 0 },
    next_update_id: 0,
    people: [],
    groups: [],
    faults: [],
    limits: null,
    violations: 0,
  },
  chats: new Map(),
  tab: "client",
  search: "",
  chatId: null,
  personId: null,
  messages: new Map(),
  payload: null,
  replyTo: null,
  editing: null,
  action: null,
};

/** Calls back with the parts to redraw, once per frame of changes. */
export function onChange(listener: Listener): void {
  listeners.add(listener);
}

/** Marks parts for redrawing. */
export function changed(...parts: Part[]): void {
  if (!dirty) {
    dirty = new Set();
    queueMicrotask(() => {
      const now = dirty ?? new Set<Part>();
      dirty = null;
      for (const listener of listeners) listener(now);
    });
  }
  for (const part of parts) dirty.add(part);
}

export function personOf(id: number | null): Person | undefined {
  return app.state.people.find((person) => person.id === id);
}

export function groupOf(id: number | null): Group | undefined {
  return app.state.groups.find((group) => group.id === id);
}

export function fullName(person: Person): string {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

/** Reads people, groups and chats anew. */
export async function refresh(): Promise<void> {
  const [state, chats] = await Promise.all([app.control.state(), app.control.chats()]);
  app.state = state;
  app.chats = new Map(chats.map((chat) => [chat.chat_id, chat]));
  if (app.chatId !== null && !app.chats.has(app.chatId)) closeChat();
  changed("list", "chat", "composer");
}

/** Opens a chat; `personId` says whom we are in a group. */
export async function openChat(chatId: number, personId = chatId): Promise<void> {
  const isSame = app.chatId === chatId;
  app.chatId = chatId;
  app.personId = personId;
  app.replyTo = null;
  app.editing = null;
  const person = personOf(chatId);
  app.tab = person?.role ?? "group";
  const query = new URLSearchParams({ as: String(chatId) });
  if (app.payload !== null) query.set("start", app.payload);
  history.replaceState(null, "", `/?${query}`);
  if (!isSame) app.messages = new Map();
  const messages = await app.control.chat(chatId);
  if (app.chatId !== chatId) return;
  app.messages = new Map(messages.map((message) => [message.message_id, message]));
  changed("list", "chat", "messages", "composer");
  markRead();
}

export function closeChat(): void {
  app.chatId = null;
  app.personId = null;
  app.messages = new Map();
  history.replaceState(null, "", app.payload === null ? "/" : `/?start=${app.payload}`);
  changed("list", "chat", "messages", "composer");
}

/** Opens the bot by a link with this parameter: Start waits to be pressed. */
export function followDeepLink(payload: string): void {
  app.payload = payload;
  changed("chat", "composer", "list");
}

/** Does something as the person; shows the simulator's own words when it is refused. */
export async function act(action: Act): Promise<ActResult | null> {
  try {
    return await app.control.act(action);
  } catch (error) {
    toast(
      error instanceof Error ? error.message.replace(/^Telegram simulator: /, "") : String(error),
    );
    return null;
  }
}

/** Takes in an event of the simulator's stream. */
export function takeEvent(event: SimEvent): void {
  switch (event.type) {
    case "message":
      takeMessage(event.message);
      return;
    case "chat_action":
      app.action = { ...event, until: Date.now() + 5_000 };
      changed("chat");
      setTimeout(() => changed("chat"), 5_100);
      return;
    case "callback_answer":
      return;
    case "reset":
      closeChat();
      void refresh();
      return;
    default:
      void refresh();
  }
}

function takeMessage(message: ChatMessage): void {
  const chat = app.chats.get(message.chat_id);
  if (!chat) void refresh();
  else if (!chat.last_message || message.message_id >= chat.last_message.message_id) {
    const isNew = message.message_id !== chat.last_message?.message_id;
    chat.last_message = message;
    if (isNew && message.from_bot && app.chatId !== message.chat_id) chat.unread++;
  }
  if (message.from_bot && app.action?.chat_id === message.chat_id) app.action = null;
  if (app.chatId === message.chat_id) {
    app.messages.set(message.message_id, message);
    changed("messages", "chat", "composer");
    markRead();
  }
  changed("list");
}

let reading = false;

function markRead(): void {
  const { chatId } = app;
  const person = personOf(chatId);
  if (chatId === null || !person || reading) return;
  const chat = app.chats.get(chatId);
  const newest = Math.max(0, ...app.messages.keys());
  if (chat) chat.unread = 0;
  if (newest <= person.read_up_to) return;
  reading = true;
  person.read_up_to = newest;
  void act({ act: "read", person_id: chatId }).finally(() => {
    reading = false;
  });
}
