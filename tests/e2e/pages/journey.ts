import { type Browser, expect, type Page } from "playwright/test";
import { SimulatorControl } from "@/dev/telegram/control-client";

/** The addresses that the global set-up left. */
export const stack = {
  get appUrl() {
    return needed("E2E_APP_URL");
  },
  act: async (path: string) => {
    const response = await fetch(needed("E2E_CONTROL_URL") + path);
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  },
};

export const control = () => new SimulatorControl(needed("E2E_SIMULATOR_URL"));

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run through playwright's global set-up.`);
  return value;
}

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
  const question = await sim.waitFor(async () =>
    (await sim.chat(telegramId)).find(
      (message) => message.message_id > before && message.message.reply_markup !== undefined,
    ),
  );
  await sim.pressButton(telegramId, question.message_id, match);
  await page.waitForURL("**/chat**");
  await expect(page.getByTestId("operator-menu")).toBeVisible();
  return page;
}

/** A new client of the bot with a name that no other test has. */
export async function newClient(firstName: string) {
  const person = await control().createPerson({
    first_name: firstName,
    last_name: Date.now().toString(36),
    role: "client",
    language_code: "ru",
  });
  return { ...person, fullName: `${person.first_name} ${person.last_name}` };
}
