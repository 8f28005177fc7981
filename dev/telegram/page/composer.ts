import { preview } from "@/dev/telegram/page/message/preview";
import { replyKeyboard } from "@/dev/telegram/page/message/reply-keyboard";
import { type App, act, app, changed, followDeepLink, groupOf, personOf } from "./app";
import { openAttachMenu, sendFiles } from "./attach-menu";
import { t } from "./dictionary";
import { h, icon, iconButton } from "./dom";
import { openPopover } from "./popover";

const input = h("textarea", {
  class: "input",
  rows: 1,
  placeholder: t("message"),
  "aria-label": t("message"),
  testid: "sim-input",
});
const send = iconButton("send", t("send"), () => void submit(), {
  class: "send",
  testid: "sim-send",
});
const attach = iconButton("attach", t("attach"), (event) => openAttachMenu(event), {
  testid: "sim-attach",
});
const strip = h("div", { class: "strip" });
const commands = h(
  "button",
  {
    type: "button",
    class: "icon-button slash",
    title: t("commands"),
    "aria-label": t("commands"),
    testid: "sim-commands",
    onclick: openCommands,
  },
  "/",
);
const line = h("div", { class: "composer-line" }, attach, commands, input, send);
const start = h(
  "button",
  { type: "button", class: "start", testid: "sim-start", onclick: () => void pressStart() },
  "",
);

/** The lower edge of the phone: the field, or Start. */
export const composer = h("footer", { class: "composer" });

input.addEventListener("input", fit);
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    void submit();
  } else if (event.key === "Escape") leave();
});
input.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length > 0) {
    event.preventDefault();
    void sendFiles(files, true);
  }
});

let drawnFor: string | null = null;

/** Draws the composer anew; what was typed stays. */
export function drawComposer(): void {
  const person = personOf(app.personId);
  if (!person || app.chatId === null) return;
  if (person.is_deactivated) {
    composer.replaceChildren(h("p", { class: "meta centred" }, t("deactivated")));
    return;
  }
  const isPrivate = !groupOf(app.chatId);
  const needsStart = isPrivate && (!person.is_started || person.is_blocked || app.payload !== null);
  if (needsStart) {
    start.textContent = person.is_blocked && app.payload === null ? t("restart") : t("start");
    composer.replaceChildren(
      app.payload ? h("p", { class: "meta centred" }, `${t("payload")}: ${app.payload}`) : "",
      start,
    );
    return;
  }
  commands.hidden = knownCommands(person.language_code).length === 0;
  const target = app.messages.get(app.editing ?? app.replyTo ?? 0);
  strip.replaceChildren();
  if (target) {
    strip.append(
      icon(app.editing === null ? "reply" : "edit"),
      h(
        "div",
        { class: "strip-words" },
        h("b", {}, t(app.editing === null ? "reply" : "editing")),
        h("span", {}, preview(target)),
      ),
      iconButton("close", t("cancel"), () => leave()),
    );
  }
  composer.replaceChildren(...(target ? [strip] : []), line, ...replyKeyboard());
  const key = `${app.chatId}:${app.editing}:${app.replyTo}`;
  if (drawnFor === key) return;
  if (app.editing !== null && target) input.value = target.text;
  if (!drawnFor?.startsWith(`${app.chatId}:`)) input.value = "";
  drawnFor = key;
  fit();
  if (matchMedia("(hover: hover)").matches) input.focus();
}

async function submit(): Promise<void> {
  const text = input.value;
  const { personId: person_id, chatId: chat_id, editing, replyTo } = app;
  if (!text.trim() || person_id === null || chat_id === null) return;
  const done =
    editing === null
      ? await act({
          act: "text",
          person_id,
          chat_id,
          text,
          ...(replyTo === null ? {} : { reply_to_message_id: replyTo }),
        })
      : await act({ act: "edit", person_id, chat_id, message_id: editing, text });
  if (!done) return;
  input.value = "";
  leave();
  fit();
}

/** The bot's commands as this person sees them: the narrowest scope in their language first. */
function knownCommands(language = ""): App["state"]["commands"][string] {
  const scopes = [`chat:${app.chatId}`, "all_private_chats", "default"];
  for (const scope of scopes) {
    for (const key of [`${scope}|${language}`, `${scope}|`]) {
      const found = app.state.commands[key];
      if (found && found.length > 0) return found;
    }
  }
  return [];
}

function openCommands(event: MouseEvent): void {
  const { personId: person_id, chatId: chat_id } = app;
  const known = knownCommands(personOf(person_id)?.language_code);
  const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const menu = h("div", { class: "menu", role: "menu" });
  const close = openPopover(menu, left, top - 24 - 38 * known.length);
  menu.append(
    ...known.map(({ command, description }) =>
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: "menu-item",
          onclick: () => {
            close();
            if (person_id === null || chat_id === null) return;
            void act({ act: "text", person_id, chat_id, text: `/${command}` });
          },
        },
        h("b", { class: "tinted" }, `/${command}`),
        String(description),
      ),
    ),
  );
  menu.querySelector<HTMLElement>("button")?.focus();
}

/** Leaves a reply or an edit. */
function leave(): void {
  if (app.editing !== null) input.value = "";
  app.editing = null;
  app.replyTo = null;
  changed("composer");
}

async function pressStart(): Promise<void> {
  const { personId: person_id, payload } = app;
  const person = personOf(person_id);
  if (person_id === null || !person) return;
  const isComingBack = person.is_blocked && payload === null;
  const done = isComingBack
    ? await act({ act: "unblock", person_id })
    : await act({ act: "start", person_id, ...(payload ? { payload } : {}) });
  if (!done) return;
  app.payload = null;
  history.replaceState(null, "", `/?as=${person_id}`);
  changed("composer", "chat", "list");
}

function fit(): void {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
  send.classList.toggle("ready", input.value.trim() !== "");
}

/** Reads a deep link from the page's own address: `/?start=…&as=…` or `/t.me/<bot>?start=…`. */
export function readAddress(): number | null {
  const query = new URLSearchParams(location.search);
  const payload = query.get("start");
  if (payload !== null) followDeepLink(payload);
  const as = Number(query.get("as"));
  return as !== 0 && Number.isSafeInteger(as) ? as : null;
}
