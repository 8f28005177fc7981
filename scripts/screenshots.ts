// Pictures of every screen, in both languages and themes, at 360 and 1280 px, of a running
// `npm run dev` (its DATA_DIR): screenshots/<screen>-<width>-<theme>-<language>.png
// Usage: npm run screenshots -- [--only chat,kanban] [--width 1280] [--theme dark] [--language en]
// `npm run screenshots -- --readme` takes the two of README.md alone, into docs/.
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright";
import { readDevState } from "@/dev/dev-state";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { browserLaunchOptions } from "@/tests/support/browser";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    width: { type: "string" },
    theme: { type: "string" },
    language: { type: "string" },
    out: { type: "string", default: "screenshots" },
    readme: { type: "boolean", default: false },
  },
});

/** Each screen and state: its path, and what to do there before the picture. */
const screens: Record<string, { path: string; act?: (page: Page) => Promise<void> }> = {
  login: { path: "/login" },
  chat: { path: "/chat" },
  thread: { path: "/chat", act: openFirst },
  "quick-replies": {
    path: "/chat",
    async act(page) {
      await openFirst(page);
      // The draft of an earlier picture is still there.
      await page.getByTestId("composer-input").fill("");
      await page.getByTestId("composer-input").fill("/");
      await page.getByRole("option").first().waitFor();
    },
  },
  nothing: {
    path: "/clients?search=zzzzzzzz",
  },
  palette: {
    path: "/dashboard",
    async act(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
    },
  },
  shortcuts: {
    path: "/dashboard",
    async act(page) {
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
  dashboard: { path: "/dashboard" },
  kanban: {
    path: "/kanban",
    act: (page) => page.locator("[data-testid=board-card]").first().waitFor(),
  },
  clients: { path: "/clients" },
  reports: { path: "/reports" },
  report: {
    path: "/reports",
    async act(page) {
      const reports = page.locator("main a[href^='/reports/']");
      if ((await reports.count()) === 0) await page.locator("main form [type=submit]").click();
      await reports.first().waitFor();
      await reports.first().click();
      await page.locator("table").last().waitFor();
    },
  },
  media: { path: "/media" },
  logs: { path: "/logs" },
  operators: { path: "/operators" },
  "settings-departments": { path: "/settings/departments" },
  "settings-general": { path: "/settings/general" },
  "settings-quick-replies": { path: "/settings/quick-replies" },
  "settings-tags": { path: "/settings/tags" },
  "settings-telegram": { path: "/settings/telegram" },
  "settings-webhooks": { path: "/settings/webhooks" },
  "settings-tokens": { path: "/settings/tokens" },
  "settings-sessions": { path: "/settings/sessions" },
  "not-found": { path: "/chat/999999" },
};

/** A development server compiles each page when it is first looked at. */
const patience = 180_000;

const state = readDevState(process.env.DATA_DIR ?? ".data");
const appUrl = state.running?.env.APP_URL;
const simulatorUrl = state.running?.env.TELEGRAM_API_ROOT;
if (!appUrl || !simulatorUrl) {
  console.error("Start `npm run dev` first: the pictures are taken of what runs.");
  process.exit(1);
}
const control = new SimulatorControl(simulatorUrl);

mkdirSync(values.out, { recursive: true });
const browser = await chromium.launch(await browserLaunchOptions());
const session = await signIn(browser);
if (values.readme) {
  await takeAll(browser, ["thread"], "en", "light", 1280, () => "docs/desk-thread.png");
  await takeAll(browser, ["kanban"], "en", "dark", 1280, () => "docs/desk-board.png");
} else {
  await takeEvery(values.only?.split(",") ?? Object.keys(screens));
}
await browser.close();

async function takeEvery(names: string[]) {
  for (const language of picked(values.language, ["ru", "en"])) {
    for (const theme of picked(values.theme, ["light", "dark"])) {
      for (const width of picked(values.width, ["360", "1280"])) {
        const file = (name: string) => `${values.out}/${name}-${width}-${theme}-${language}.png`;
        await takeAll(browser, names, language, theme, Number(width), file);
      }
    }
  }
}

function picked(one: string | undefined, all: string[]): string[] {
  return one ? [one] : all;
}

async function takeAll(
  from: Browser,
  names: string[],
  language: string,
  theme: string,
  width: number,
  fileOf: (name: string) => string,
) {
  const isPhone = width < 700;
  const context = await from.newContext({
    baseURL: appUrl ?? "",
    viewport: { width, height: isPhone ? 740 : 800 },
    deviceScaleFactor: 1,
    hasTouch: isPhone,
    colorScheme: theme === "dark" ? "dark" : "light",
    storageState: session,
  });
  context.setDefaultTimeout(patience);
  await context.addCookies([{ name: "locale", value: language, url: appUrl ?? "" }]);
  const page = await context.newPage();
  for (const name of names) {
    const screen = screens[name];
    if (!screen) throw new Error(`There is no screen "${name}".`);
    if (name === "login") await context.clearCookies({ name: /session/ });
    await page.goto(screen.path);
    await page.waitForLoadState("networkidle").catch(() => undefined);
    await screen.act?.(page);
    await page.screenshot({ path: fileOf(name) });
    if (name === "login") await context.addCookies(session.cookies);
  }
  await context.close();
}

async function openFirst(page: Page) {
  await page.locator("[data-testid^=conversation-row]").first().click();
  await page.getByTestId("composer-input").waitFor();
  await page.locator("[data-testid^=message-]").last().waitFor();
  await page.waitForLoadState("networkidle").catch(() => undefined);
}

/** Signs the first admin of the demo in through the simulator; returns the cookies. */
async function signIn(from: Browser) {
  const context = await from.newContext({ baseURL: appUrl ?? "", locale: "ru-RU" });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.goto("/login");
  const code = ((await page.getByTestId("login-code").textContent()) ?? "").replace(/\s/g, "");
  const match = ((await page.getByTestId("login-match").textContent()) ?? "").trim();
  const admin = (await control.people()).find(({ role }) => role === "operator");
  if (!admin) throw new Error("The simulator has no operator.");
  const before = (await control.chat(admin.id)).at(-1)?.message_id ?? 0;
  await control.sendText(admin.id, `/auth ${code}`);
  const question = await control.waitFor(
    async () =>
      (await control.chat(admin.id)).find(
        (message) => message.message_id > before && message.message.reply_markup !== undefined,
      ),
    { timeoutMs: patience },
  );
  await control.pressButton(admin.id, question.message_id, match);
  await page.waitForURL("**/chat**", { timeout: patience });
  const cookies = await context.storageState();
  await context.close();
  return cookies;
}
