import type { TelegramMessageEntity } from "@gramio/types";
import type { ChatMessage, MediaKind } from "./control-types";

/** A file to send: bytes (with a name and MIME type), or the name of a built-in sample. */
export interface FileInput {
  data?: Uint8Array;
  /** File name of a built-in sample, for example `photo-1.jpg`; without data and sample a fitting one is taken. */
  sample?: string;
  file_name?: string;
  mime_type?: string;
  /** Overrides the reported size in bytes, to play a file that is too large for `getFile`. */
  pretend_size?: number;
}

/** Options that every message of a person takes. */
export interface SendOptions {
  /** A group's id; without it the private chat with the bot. */
  chat_id?: number;
  reply_to_message_id?: number;
  /** A quoted part of the replied message. */
  quote?: string;
  /** Makes the message a forward. */
  forward?: ForwardInput;
  /** Unix seconds: an old message, for example a late `/auth`. */
  date?: number;
}

export interface MediaOptions extends SendOptions, FileInput {
  caption?: string;
  caption_entities?: TelegramMessageEntity[];
  /** Seconds, for voice, audio and video. */
  duration?: number;
  has_spoiler?: true;
}

export type ForwardInput =
  | { from: "user"; user_id: number; date?: number }
  | { from: "hidden_user"; name: string; date?: number }
  | { from: "channel"; title: string; date?: number }
  | { from: "chat"; title: string; date?: number };

export interface AlbumItem extends FileInput {
  kind: "photo" | "video" | "document" | "audio";
  caption?: string;
}

/** An uploaded file as an act refers to it. */
export interface FileRef {
  file_id?: string;
  sample?: string;
  file_name?: string;
  mime_type?: string;
  pretend_size?: number;
}

/** What a person can do; `POST /_sim/act` takes one or an array (done in order). */
export type Act =
  | ({
      act: "text";
      person_id: number;
      text: string;
      entities?: TelegramMessageEntity[];
    } & SendOptions)
  | ({
      act: "media";
      person_id: number;
      kind: MediaKind;
      caption?: string;
      caption_entities?: TelegramMessageEntity[];
      duration?: number;
      has_spoiler?: true;
    } & SendOptions &
      FileRef)
  | ({
      act: "album";
      person_id: number;
      items: (FileRef & { kind: AlbumItem["kind"]; caption?: string })[];
    } & SendOptions)
  | ({ act: "location"; person_id: number; latitude: number; longitude: number } & SendOptions)
  | ({
      act: "venue";
      person_id: number;
      latitude: number;
      longitude: number;
      title: string;
      address: string;
    } & SendOptions)
  | ({
      act: "contact";
      person_id: number;
      phone_number: string;
      first_name: string;
      last_name?: string;
      /** The person's own contact (as the "share my phone" button sends it) carries their id. */
      user_id?: number;
    } & SendOptions)
  | ({ act: "poll"; person_id: number; question: string; options: string[] } & SendOptions)
  | ({ act: "dice"; person_id: number; emoji?: string; value?: number } & SendOptions)
  | { act: "start"; person_id: number; payload?: string }
  | {
      act: "edit";
      person_id: number;
      message_id: number;
      chat_id?: number;
      text: string;
      entities?: TelegramMessageEntity[];
    }
  /** On the person's phone only: a bot never learns of it. */
  | { act: "delete"; person_id: number; message_id: number; chat_id?: number }
  | { act: "react"; person_id: number; message_id: number; chat_id?: number; emoji: string[] }
  | {
      act: "press";
      person_id: number;
      message_id: number;
      chat_id?: number;
      /** The button's label or its callback_data. */
      button: string;
    }
  | { act: "block" | "unblock" | "deactivate"; person_id: number }
  | { act: "read"; person_id: number }
  | { act: "leave_group" | "join_group"; person_id: number; chat_id: number }
  /** Adds or removes the bot; the person is the one who does it. */
  | { act: "add_bot" | "remove_bot"; person_id: number; chat_id: number };

/** What an act led to: updates put into the bot's queue, and messages made or changed. */
export interface ActResult {
  update_ids: number[];
  messages: ChatMessage[];
  callback_query_id?: string;
}

/** The bot's answer to a pressed button. */
export interface CallbackAnswer {
  callback_query_id: string;
  person_id: number;
  is_answered: boolean;
  text?: string;
  show_alert?: boolean;
  url?: string;
}
