import { type Browser, chromium, type Page } from "playwright";
import { browserLaunchOptions } from "@/tests/support/browser";
import { team } from "@/tests/support/seed-team";
import type { Desk } from "./desk";

/** Runs `use` with a real browser in which the admin is signed in through the bot. */
export async function withSignedInBrowser<T>(desk: Desk, use: (page: Page) => Promise<T>) {
  const browser: Browser = await chromium.launch(await browserLaunchOptions());
  try {
    const context = await browser.newContext({ baseURL: desk.stack.appUrl, locale: "ru-RU" });
    const page = await context.newPage();
    await page.goto("/login");
    await confirm(desk, {
      code: ((await page.getByTestId("login-code").textContent()) ?? "").replace(/\s/g, ""),
      match: ((await page.getByTestId("login-match").textContent()) ?? "").trim(),
    });
    await page.waitForURL("**/chat**");
    return await use(page);
  } finally {
    await browser.close();
  }
}

/** Confirms the sign-in as the admin would in Telegram. */
async function confirm({ control }: Desk, { code, match }: { code: string; match: string }) {
  const before = (await control.chat(team.admin)).at(-1)?.message_id ?? 0;
  await control.sendText(team.admin, `/auth ${code}`);
  const question = await control.waitFor(async () =>
    (await control.chat(team.admin)).find(
      ({ message_id, message }) => message_id > before && message.reply_markup !== undefined,
    ),
  );
  await control.pressButton(team.admin, question.message_id, match);
}
