import { type Browser, expect, type Page } from "playwright/test";
import { control, stack } from "./stack";

/** A browser of its own in which this person of the team is signed in through the bot. */
export async function signIn(browser: Browser, telegramId: number): Promise<Page> {
  const context = await browser.newContext({ baseURL: stack.appUrl, locale: "ru-RU" });
  const page = await context.newPage();
  await page.goto("/login");
  const code = ((await page.getByTestId("login-code").textContent()) ?? "").replace(/\s/g, "");
  const match = ((await page.getByTestId("login-match").textContent()) ?? "").trim();
  const sim = control();
  const before = (await sim.chat(telegramId)).at(-1)?.message_id ?? 0;
  await sim.sendText(telegramId, `/auth ${code}`);
  const question = await sim.waitFor(
    async () =>
      (await sim.chat(telegramId)).find(
        (message) => message.message_id > before && message.message.reply_markup !== undefined,
      ),
    { timeoutMs: 15_000, what: "the bot's question after /auth" },
  );
  await sim.pressButton(telegramId, question.message_id, match);
  await page.waitForURL("**/chat**");
  await expect(page.getByTestId("operator-menu")).toBeVisible();
  return page;
}
