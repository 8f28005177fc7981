import type { ChatMessage } from "@/dev/telegram/control-types";
import { act, app } from "@/dev/telegram/page/app";
import { t } from "@/dev/telegram/page/dictionary";
import { h, type IconName, icon } from "@/dev/telegram/page/dom";
import { openPopover } from "@/dev/telegram/page/popover";
import { toast } from "@/dev/telegram/page/toast";
import { react, startReply } from "./bubble";

const quick = ["👍", "❤", "🔥", "😁", "😢", "🙏", "👎"];

/** What can be done with a message, at a point of the screen. */
export function openMessageMenu(message: ChatMessage, x: number, y: number): void {
  const { personId } = app;
  if (personId === null) return;
  const { chat_id, message_id } = message;
  const isMine = message.sender_id === personId;
  const isText = message.kind === "text" || message.text !== "";
  const menu = h("div", { class: "menu", role: "menu" });
  const close = openPopover(menu, x, y);
  const item = (name: IconName, words: string, run: () => void) =>
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        onclick: () => {
          close();
          run();
        },
      },
      icon(name),
      words,
    );
  menu.append(
    h(
      "div",
      { class: "menu-reactions" },
      ...quick.map((emoji) =>
        h(
          "button",
          {
            type: "button",
            role: "menuitem",
            class: "menu-emoji",
            onclick: () => {
              close();
              react(message, [emoji]);
            },
          },
          emoji,
        ),
      ),
    ),
    item("reply", t("reply"), () => startReply(message, false)),
  );
  if (isMine && isText) menu.append(item("edit", t("edit"), () => startReply(message, true)));
  if (message.text) {
    menu.append(item("copy", t("copy"), () => copy(message.text)));
    menu.append(item("forward", t("forward"), () => forward()));
  }
  menu.append(
    item("trash", t("remove"), () => {
      void act({ act: "delete", person_id: personId, chat_id, message_id });
    }),
  );
  menu.querySelector<HTMLElement>(".menu-item")?.focus();

  function forward() {
    if (personId === null) return;
    const { text, entities } = message.message;
    void act({
      act: "text",
      person_id: personId,
      chat_id,
      text: text ?? message.text,
      ...(entities ? { entities } : {}),
      forward: { from: "user", user_id: message.sender_id, date: message.date },
    });
  }
}

function copy(text: string): void {
  navigator.clipboard?.writeText(text).then(
    () => toast(t("copied")),
    () => {},
  );
}
