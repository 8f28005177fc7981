import { act, app } from "@/dev/telegram/page/app";
import { h } from "@/dev/telegram/page/dom";

/** The buttons that the bot put in place of the keyboard, if the newest such message did not take them away. */
export function replyKeyboard(): HTMLElement[] {
  const { personId: person_id, chatId: chat_id } = app;
  const keyboard = [...app.messages.values()]
    .filter((message) => message.keyboard !== undefined && !message.is_deleted)
    .at(-1)?.keyboard;
  const person = app.state.people.find((known) => known.id === person_id);
  if (!keyboard || !person || chat_id === null) return [];
  const where = { person_id: person.id, chat_id };
  const rows = keyboard.map((row) =>
    h(
      "div",
      { class: "keys" },
      ...row.map((key) =>
        h(
          "button",
          {
            type: "button",
            class: "key",
            testid: "sim-key",
            onclick: () => {
              if (key.request_contact) {
                // Nobody here has a telephone: the number comes from the id.
                const phone_number = `+79${String(person.id).slice(-9).padStart(9, "0")}`;
                const { first_name, id: user_id } = person;
                void act({ act: "contact", ...where, phone_number, first_name, user_id });
              } else if (key.request_location) {
                void act({ act: "location", ...where, latitude: 59.93863, longitude: 30.31413 });
              } else void act({ act: "text", ...where, text: key.text });
            },
          },
          key.text,
        ),
      ),
    ),
  );
  return [h("div", { class: "keyboard reply-keyboard" }, ...rows)];
}
