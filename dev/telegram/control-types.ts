import type {
  TelegramBotCommand,
  TelegramMessage,
  TelegramReactionType,
  TelegramUpdate,
  TelegramWebhookInfo,
} from "@gramio/types";
import type { CallbackAnswer } from "./control-acts";

/** Only a label for the page's tabs: the bot never learns it. */
export type PersonRole = "client" | "operator";

/** A simulated Telegram user; `id` is both the user id and the id of the private chat with the bot. */
export interface Person {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  is_premium?: true;
  role: PersonRole;
  /** Has pressed Start or written once: before that the bot may not write first. */
  is_started: boolean;
  /** Has blocked the bot: the bot gets 403. */
  is_blocked: boolean;
  /** Telegram deleted the account: the bot gets 403 "user is deactivated". */
  is_deactivated: boolean;
  /** file_id of the profile photo. */
  photo_file_id?: string;
  /** The newest message this person has looked at on the page. */
  read_up_to: number;
}

/** What `createPerson` takes; an existing `id` is updated, a missing one is chosen. */
export interface PersonInput {
  id?: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  is_premium?: true;
  role?: PersonRole;
  /** Starts the chat silently (no update), so that the bot may write first. */
  is_started?: boolean;
  /** An uploaded file's id or a sample's name (`avatar-1` … `avatar-6`). */
  photo?: string;
}

/** A message of the past in a person's private chat with the bot. */
export interface HistoryLine {
  person_id: number;
  from_bot: boolean;
  /** Text, or the caption when there is a `kind`. */
  text: string;
  /** Unix seconds. */
  date: number;
  kind?: MediaKind;
  /** A built-in sample; without it the one that fits the kind. */
  sample?: string;
  file_name?: string;
}

/** A group the bot may be in; `id` is negative. */
export interface Group {
  id: number;
  type: "group" | "supergroup";
  title: string;
  member_ids: number[];
  bot_is_member: boolean;
  /** Set when the group became a supergroup: sending answers 400 with `migrate_to_chat_id`. */
  migrated_to?: number;
}

export type MessageKind =
  | "text"
  | MediaKind
  | "location"
  | "venue"
  | "contact"
  | "poll"
  | "dice"
  | "other";

export type MediaKind =
  | "photo"
  | "document"
  | "voice"
  | "audio"
  | "video"
  | "video_note"
  | "sticker"
  | "animation";

/** The buttons that a bot put in place of the person's keyboard. */
export type ReplyKeyboard = {
  text: string;
  request_contact?: boolean;
  request_location?: boolean;
}[][];

/** One message of a chat as both sides see it. `message` is the Bot API object. */
export interface ChatMessage {
  chat_id: number;
  message_id: number;
  /** true: sent by the bot; false: by `sender_id`. */
  from_bot: boolean;
  sender_id: number;
  /** Unix seconds. */
  date: number;
  kind: MessageKind;
  /** Text or caption, empty when there is neither. */
  text: string;
  media_group_id?: string;
  message: TelegramMessage;
  /** A reply keyboard that came with the message; null: it took the keyboard away. */
  keyboard?: ReplyKeyboard | null;
  is_deleted: boolean;
  /** Reactions by user id. */
  reactions: Record<string, TelegramReactionType[]>;
  /** Earlier versions' text or caption, oldest first. */
  earlier_texts: string[];
}

/** A Bot API call to spoil. It counts down `times` matching calls and then disappears. */
export interface FaultInput {
  /** A Bot API method, `*` for any, or `file` for downloads. */
  method: string;
  /** Only calls for this chat. */
  chat_id?: number;
  /** Only calls whose text or caption contains this. */
  text?: string;
  /** Default 1. */
  times?: number;
  /**
   * `429`: refused with `retry_after`; `error`: any `status` and `description`; `reset`: the connection
   * is cut; `hang`: never answered; `half_reply`: cut in the middle of the answer; `delay`: answered
   * normally after `delay_ms`.
   */
  effect: "429" | "error" | "reset" | "hang" | "half_reply" | "delay";
  /** Whether the call takes effect before it is spoilt. Default: true for `hang` and `half_reply`, else false. */
  processed?: boolean;
  /** Seconds, for `429`; default 1. */
  retry_after?: number;
  /** HTTP status, for `error`; default 500. */
  status?: number;
  description?: string;
  delay_ms?: number;
}

export interface Fault extends FaultInput {
  id: number;
  times: number;
  /** Calls spoilt so far. */
  hits: number;
}

/** One Bot API call as it came in. */
export interface Call {
  seq: number;
  /** Unix milliseconds. */
  at: number;
  method: string;
  params: Record<string, unknown>;
  chat_id?: number;
  /** true: it took effect, whatever the caller was told. */
  accepted: boolean;
  /** false: the answer was cut or never sent. */
  responded: boolean;
  status: number;
  error?: string;
  result?: unknown;
  fault_id?: number;
  duration_ms: number;
}

export interface CallFilter {
  method?: string;
  chat_id?: number;
  /** Text or caption contains this. */
  text?: string;
  accepted?: boolean;
  /** Calls after this `seq`. */
  after?: number;
  limit?: number;
}

/** One attempt to deliver an update to the webhook. */
export interface Delivery {
  update_id: number;
  /** Unix milliseconds. */
  at: number;
  /** 1 for the first attempt; 0 for a redelivery asked for by the control API. */
  attempt: number;
  /** HTTP status; 0 when there was no answer. */
  status: number;
  error?: string;
  duration_ms: number;
}

/** A request, result or update that Telegram's documentation does not allow (`SIM_STRICT=1`). */
export interface Violation {
  at: number;
  where: "request" | "result" | "update";
  what: string;
  problem: string;
}

export interface ChatSummary {
  chat_id: number;
  title: string;
  type: "private" | "group" | "supergroup";
  message_count: number;
  /** Messages of the bot that the person has not looked at; 0 for groups. */
  unread: number;
  last_message: ChatMessage | null;
}

export interface SimulatorState {
  bot: { id: number; username: string; first_name: string; description: string };
  /** The bot's commands by scope and language, for example `default|ru`. */
  commands: Record<string, TelegramBotCommand[]>;
  webhook: TelegramWebhookInfo;
  next_update_id: number;
  people: Person[];
  groups: Group[];
  faults: Fault[];
  limits: Limits | null;
  violations: number;
}

/** Calls per window after which the simulator answers 429 by itself; null switches it off. */
export interface Limits {
  per_chat_per_second: number;
  per_group_per_minute: number;
  per_second: number;
}

/** An update to put into the queue as it is; the simulator adds `update_id`. */
export type RawUpdate = Omit<TelegramUpdate, "update_id"> | Record<string, unknown>;

/** What the page's event stream (`GET /_sim/events`) carries. */
export type SimEvent =
  | { type: "message"; message: ChatMessage }
  | { type: "people" }
  | { type: "callback_answer"; answer: CallbackAnswer }
  | { type: "chat_action"; chat_id: number; action: string }
  | { type: "faults" }
  | { type: "commands" }
  | { type: "reset" };
