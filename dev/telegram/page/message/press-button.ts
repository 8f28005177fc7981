import { act, app } from "@/dev/telegram/page/app";
import { t } from "@/dev/telegram/page/dictionary";
import { alertBox, toast } from "@/dev/telegram/page/toast";

/** Presses a button under a message and shows the bot's answer, waiting for it up to 10 seconds. */
export async function pressButton(
  button: HTMLButtonElement,
  chatId: number,
  messageId: number,
  data: string | undefined,
): Promise<void> {
  if (app.personId === null) return;
  if (data === undefined) {
    toast(t("cannotBeShown"));
    return;
  }
  button.setAttribute("aria-busy", "true");
  try {
    const pressed = await act({
      act: "press",
      person_id: app.personId,
      chat_id: chatId,
      message_id: messageId,
      button: data,
    });
    const id = pressed?.callback_query_id;
    if (!id) return;
    const answer = await app.control.waitFor(
      async (control) => {
        const now = await control.callbackAnswer(id);
        return now.is_answered && now;
      },
      { timeoutMs: 10_000, intervalMs: 150 },
    );
    if (answer.text) (answer.show_alert ? alertBox : toast)(answer.text);
  } catch {
    // No answer within ten seconds: Telegram's button stops turning as well.
  } finally {
    button.removeAttribute("aria-busy");
  }
}
