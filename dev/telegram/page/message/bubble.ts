import type { ChatMessage } from "@/dev/telegram/control-types";
import { act, app, changed, fullName, groupOf, personOf } from "@/dev/telegram/page/app";
import { t } from "@/dev/telegram/page/dictionary";
import { h, icon, iconButton } from "@/dev/telegram/page/dom";
import { albumView, mediaView } from "./media-view";
import { openMessageMenu } from "./message-menu";
import { pressButton } from "./press-button";
import { clock, preview } from "./preview";
import { link, richText } from "./rich-text";

/** A bubble with one message, or with the messages of an album. */
export function bubble(messages: ChatMessage[], isFirst: boolean, isLast: boolean): HTMLElement {
  const head = messages[0];
  if (!head) throw new Error("a bubble needs a message");
  if (head.kind === "other") return serviceLine(head);
  const isMine = !head.from_bot && head.sender_id === app.personId;
  const captioned = messages.find((message) => message.text) ?? head;
  const isBare = ["sticker", "video_note", "dice"].includes(head.kind);
  const side = `${isMine ? "mine" : "theirs"}${isBare ? " bare-bubble" : ""}`;
  const { text = captioned.message.caption ?? "", entities } = captioned.message;
  const chips = reactions(captioned);
  const isWordless = !text && !chips && !isBare;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    openMessageMenu(captioned, event.clientX, event.clientY);
  };
  return h(
    "div",
    {
      class: `row ${side}${isFirst ? " first" : ""}${isLast ? " last" : ""}`,
      testid: "sim-message",
      "data-message-id": head.message_id,
      "data-from": head.from_bot ? "bot" : "person",
      oncontextmenu: open,
    },
    h(
      "div",
      { class: "stack" },
      h(
        "div",
        { class: isWordless ? "bubble wordless" : "bubble" },
        senderName(head, isFirst),
        forwardLine(head),
        replyQuote(head),
        messages.length > 1 ? albumView(messages) : mediaView(head),
        text
          ? h(
              "div",
              { class: "text", dir: "auto" },
              ...richText(text, entities ?? captioned.message.caption_entities),
              chips ? null : stamp(captioned),
            )
          : null,
        chips || !text ? h("div", { class: "below" }, chips, stamp(captioned)) : null,
      ),
      inlineKeyboard(head),
    ),
    iconButton("more", t("menu"), open, { class: "row-menu" }),
  );
}

function senderName(head: ChatMessage, isFirst: boolean): HTMLElement | null {
  if (!groupOf(app.chatId) || head.sender_id === app.personId || !isFirst) return null;
  const sender = personOf(head.sender_id);
  const name = head.from_bot ? app.state.bot.first_name : sender ? fullName(sender) : "";
  return h("div", { class: "sender" }, name);
}

function forwardLine({ message }: ChatMessage): HTMLElement | null {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name =
    origin.type === "user"
      ? origin.sender_user.first_name
      : origin.type === "hidden_user"
        ? origin.sender_user_name
        : ((origin.type === "channel" ? origin.chat : origin.sender_chat).title ?? "");
  return h("div", { class: "forwarded" }, `${t("forwardedFrom")} `, h("b", {}, name));
}

function replyQuote({ message }: ChatMessage): HTMLElement | null {
  const replied = message.reply_to_message;
  if (!replied) return null;
  const known = app.messages.get(replied.message_id);
  const words = message.quote?.text ?? (known ? preview(known) : (replied.text ?? ""));
  return h(
    "button",
    {
      type: "button",
      class: "quote",
      onclick: () => {
        const target = document.querySelector(`[data-message-id="${replied.message_id}"]`);
        target?.scrollIntoView({ block: "center" });
        target?.classList.add("flash");
        setTimeout(() => target?.classList.remove("flash"), 1_200);
      },
    },
    h("b", {}, replied.from?.first_name ?? ""),
    h("span", {}, words),
  );
}

function reactions(message: ChatMessage): HTMLElement | null {
  const counts = new Map<string, { count: number; isMine: boolean }>();
  for (const [user, list] of Object.entries(message.reactions)) {
    for (const item of list) {
      const emoji = item.type === "emoji" ? item.emoji : "⭐";
      const known = counts.get(emoji) ?? { count: 0, isMine: false };
      counts.set(emoji, {
        count: known.count + 1,
        isMine: known.isMine || Number(user) === app.personId,
      });
    }
  }
  if (counts.size === 0) return null;
  const chips = [...counts].map(([emoji, { count, isMine }]) =>
    h(
      "button",
      {
        type: "button",
        class: isMine ? "reaction on" : "reaction",
        onclick: () => react(message, isMine ? [] : [emoji]),
      },
      emoji,
      count > 1 ? String(count) : "",
    ),
  );
  return h("div", { class: "reactions" }, ...chips);
}

/** Replaces our reactions on a message. */
export function react(message: ChatMessage, emoji: string[]): void {
  const { chat_id, message_id } = message;
  if (app.personId === null) return;
  void act({ act: "react", person_id: app.personId, chat_id, message_id, emoji });
}

function stamp(message: ChatMessage): HTMLElement {
  const isEdited = message.message.edit_date !== undefined;
  const words = `${isEdited ? `${t("edited")} ` : ""}${clock(message.date)}`;
  return h("span", { class: "stamp" }, words);
}

function inlineKeyboard({ message, chat_id, message_id }: ChatMessage): HTMLElement | null {
  const markup = message.reply_markup;
  if (!markup || !("inline_keyboard" in markup)) return null;
  const rows = markup.inline_keyboard.map((row) =>
    h(
      "div",
      { class: "keys" },
      ...row.map((key) => {
        if (key.url !== undefined) {
          const anchor = link(key.url, [String(key.text), icon("open")]);
          anchor.classList.add("key");
          anchor.setAttribute("data-testid", "sim-button");
          return anchor;
        }
        const button = h(
          "button",
          { type: "button", class: "key", testid: "sim-button" },
          String(key.text),
        );
        button.addEventListener("click", () =>
          pressButton(button, chat_id, message_id, key.callback_data),
        );
        return button;
      }),
    ),
  );
  return h("div", { class: "keyboard" }, ...rows);
}

function serviceLine({ message, message_id }: ChatMessage): HTMLElement {
  const joined = message.new_chat_members?.[0];
  const words = joined
    ? `${joined.first_name} ${t("joined")}`
    : message.left_chat_member
      ? `${message.left_chat_member.first_name} ${t("leftGroup")}`
      : message.migrate_to_chat_id
        ? t("migrated")
        : t("other");
  return h(
    "div",
    { class: "service", testid: "sim-message", "data-message-id": message_id },
    words,
  );
}

/** Begins a reply to a message, or its edit. */
export function startReply(message: ChatMessage, isEdit: boolean): void {
  app.editing = isEdit ? message.message_id : null;
  app.replyTo = isEdit ? null : message.message_id;
  changed("composer");
}
