import { type BrowserContext, test as base, expect, type Page } from "playwright/test";
import type { team } from "@/tests/support/seed-team";
import { control, needed, stack } from "./stack";

export { expect, type Page } from "playwright/test";
export { signIn } from "./sign-in";
export { control, stack } from "./stack";

type Role = keyof typeof team;
type Looks = { theme?: "light" | "dark"; language?: "ru" | "en" };

type Fixtures = {
  /** A browser in which this member of the team is signed in, as wide as the project says. */
  open(role: Role, path: string, looks?: Looks): Promise<Page>;
  isPhone: boolean;
};

/**
 * Playwright's test with our fixtures. A test fails when a page of it threw, could not hydrate, or
 * tried what the Content-Security-Policy forbids.
 */
export const test = base.extend<Fixtures>({
  isPhone: async ({ viewport }, use) => use((viewport?.width ?? 1280) < 700),
  open: async ({ browser, viewport, isPhone }, use) => {
    const problems: string[] = [];
    const states = JSON.parse(needed("E2E_SIGN_INS"));
    const contexts: BrowserContext[] = [];
    await use(async (role, path, { theme = "light", language = "ru" } = {}) => {
      const context = await browser.newContext({
        baseURL: stack.appUrl,
        storageState: states[role],
        locale: language === "ru" ? "ru-RU" : "en-GB",
        viewport,
        hasTouch: isPhone,
        colorScheme: theme,
        permissions: ["clipboard-read", "clipboard-write"],
      });
      contexts.push(context);
      await context.addCookies([{ name: "locale", value: language, url: stack.appUrl }]);
      const page = await context.newPage();
      noteProblems(page, problems);
      await page.goto(path);
      await hydrated(page);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(problems, "pages threw or were refused").toEqual([]);
  },
});

/** What is pressed before React listens is lost: waits until every control of the screen has it. */
export async function hydrated(page: Page) {
  await page.waitForFunction(() =>
    [...document.querySelectorAll("main :is(button, select, input)")].every((control) =>
      Object.keys(control).some((key) => key.startsWith("__reactProps")),
    ),
  );
}

function noteProblems(page: Page, problems: string[]) {
  page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on("console", (line) => {
    const isOurs = /Content Security Policy|[Hh]ydrat|Minified React/.test(line.text());
    if (line.type() === "error" && isOurs) problems.push(`${page.url()}: ${line.text()}`);
  });
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
