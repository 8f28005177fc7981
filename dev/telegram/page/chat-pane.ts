import { bubble } from "@/dev/telegram/page/message/bubble";
import { dayName } from "@/dev/telegram/page/message/preview";
import type { ChatMessage } from "../control-types";
import { act, app, changed, closeChat, fullName, groupOf, openChat, personOf } from "./app";
import { avatar } from "./avatar";
import { composer } from "./composer";
import { t } from "./dictionary";
import { h, icon, iconButton } from "./dom";
import { openPopover } from "./popover";

const head = h("header", { class: "chat-head" });
const bubbles = h("div", {});
const thread = h(
  "div",
  {
    class: "thread",
    role: "log",
    "aria-live": "polite",
    "aria-label": t("messages"),
    tabindex: "0",
    testid: "sim-thread",
  },
  bubbles,
);
const phone = h("div", { class: "phone" }, head, thread, composer);
const invitation = h("div", { class: "invitation" });

/** The right side: a phone with the chat, or what to do first. */
export const chatPane = h("section", { class: "pane-chat" });

/** Draws the head, and the invitation while no chat is open. */
export function drawChat(): void {
  const group = groupOf(app.chatId);
  const person = personOf(app.personId);
  document.body.classList.toggle("in-chat", app.chatId !== null);
  if (app.chatId === null || !person) {
    const isLink = app.payload !== null;
    invitation.replaceChildren(
      h("h2", {}, t(isLink ? "linkTitle" : "chooseTitle")),
      h("p", {}, t(isLink ? "linkHint" : "chooseHint")),
      app.payload ? h("p", { class: "meta" }, `${t("payload")}: `, h("code", {}, app.payload)) : "",
    );
    chatPane.replaceChildren(invitation);
    return;
  }
  const isTyping = app.action?.chat_id === app.chatId && app.action.until > Date.now();
  const action = app.action?.action === "typing" ? t("typing") : t("sendingFile");
  const title = group?.title ?? app.state.bot.first_name;
  head.replaceChildren(
    iconButton("back", t("back"), () => closeChat(), { class: "back" }),
    avatar({ id: app.state.bot.id, name: title }),
    h(
      "div",
      { class: "chat-words" },
      h("h1", { class: "chat-name" }, title),
      h(
        "span",
        { class: isTyping ? "meta tinted" : "meta", testid: "sim-status" },
        isTyping ? action : group ? "" : t("bot"),
        !isTyping && !group ? ` · ${t("as")} ${fullName(person)}` : "",
        group && !isTyping ? memberSelect(group.id, group.member_ids) : null,
      ),
    ),
    iconButton("more", t("menu"), (event) => openHeadMenu(event), { testid: "sim-chat-menu" }),
  );
  if (!phone.isConnected) chatPane.replaceChildren(phone);
}

interface Drawn {
  json: string;
  element: HTMLElement;
}
let drawn = new Map<string, Drawn>();
let drawnFor: number | null = null;

/** The newest message stays in sight while the thread grows or the composer takes room from it. */
let isAtEnd = true;
let lastTop = 0;
thread.addEventListener("scroll", () => {
  const isNear = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 80;
  // Only scrolling up leaves the end: a growing thread is also far from it, for a moment.
  if (isNear || thread.scrollTop < lastTop) isAtEnd = isNear;
  lastTop = thread.scrollTop;
});
const growth = new ResizeObserver(() => {
  if (isAtEnd) thread.scrollTop = thread.scrollHeight;
});
growth.observe(thread);
growth.observe(bubbles);

/** Draws the thread, keeping what did not change: a player goes on playing. */
export function drawThread(): void {
  const isNewChat = drawnFor !== app.chatId;
  if (isNewChat) isAtEnd = true;
  if (isNewChat) drawn = new Map();
  drawnFor = app.chatId;
  const groups = grouped([...app.messages.values()].filter((message) => !message.is_deleted));
  const next = new Map<string, Drawn>();
  let day = "";
  for (const [index, messages] of groups.entries()) {
    const first = messages[0];
    if (!first) continue;
    const name = dayName(first.date);
    if (name !== day) {
      day = name;
      keep(`day-${name}`, name, () => h("div", { class: "day" }, h("span", {}, name)));
    }
    const isFirst = !together(groups[index - 1]?.[0], first);
    const isLast = !together(first, groups[index + 1]?.[0]);
    const json = JSON.stringify([messages, isFirst, isLast, app.personId]);
    keep(`m-${first.message_id}`, json, () => bubble(messages, isFirst, isLast));
  }
  drawn = next;
  const wasAtEnd = isAtEnd;
  bubbles.replaceChildren(
    ...(next.size > 0 ? [...next.values()].map(({ element }) => element) : [intro()]),
  );
  if (wasAtEnd) thread.scrollTop = thread.scrollHeight;

  function keep(key: string, json: string, make: () => HTMLElement) {
    const old = drawn.get(key);
    next.set(key, old?.json === json ? old : { json, element: make() });
  }
}

/** What an empty chat shows: who the bot is and what it says about itself. */
function intro(): HTMLElement {
  const { id, first_name, username, description } = app.state.bot;
  return h(
    "div",
    { class: "intro" },
    avatar({ id, name: first_name }),
    h("h2", {}, first_name),
    h("p", { class: "meta" }, `@${username}`),
    h("p", {}, description || t("introHint")),
  );
}

function grouped(messages: ChatMessage[]): ChatMessage[][] {
  const groups: ChatMessage[][] = [];
  for (const message of messages.sort((a, b) => a.message_id - b.message_id)) {
    const last = groups.at(-1);
    const album = message.media_group_id;
    if (album && last?.[0]?.media_group_id === album) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

function together(a: ChatMessage | undefined, b: ChatMessage | undefined): boolean {
  if (!a || !b || a.kind === "other" || b.kind === "other") return false;
  return a.sender_id === b.sender_id && Math.abs(a.date - b.date) < 300;
}

function memberSelect(groupId: number, members: number[]): HTMLElement {
  const select = h(
    "select",
    { class: "member", "aria-label": t("as") },
    ...members.flatMap((id) => {
      const person = personOf(id);
      return person ? [h("option", { value: id }, fullName(person))] : [];
    }),
  );
  select.value = String(app.personId);
  select.addEventListener("change", () => void openChat(groupId, Number(select.value)));
  return h("label", {}, `${t("as")} `, select);
}

function openHeadMenu(event: MouseEvent): void {
  const person = personOf(app.personId);
  if (!person) return;
  const toggle = person.is_blocked ? "unblock" : "block";
  const menu = h("div", { class: "menu", role: "menu" });
  const close = openPopover(menu, event.clientX - 200, event.clientY + 12);
  menu.append(
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        testid: "sim-block",
        onclick: () => {
          close();
          void act({ act: toggle, person_id: person.id }).then(() => changed("composer"));
        },
      },
      icon(person.is_blocked ? "check" : "block"),
      t(toggle),
    ),
  );
  menu.querySelector<HTMLElement>("button")?.focus();
}
