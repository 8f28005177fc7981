import axe, { type RunOptions } from "axe-core";
import { screens } from "../pages/all-screens";
import { expect, hydrated, type Page, test } from "../pages/journey";
import { scriptScale } from "../pages/script-scale";
import { stack } from "../pages/stack";

const isFull = process.env.TEST_FULL === "1";
const names = Object.keys(screens);
const half = Math.ceil(names.length / 2);

/** Screens that a phone builds otherwise; the others are the desk's, in one column. */
const ownOnPhones = new Set([
  "dashboard",
  "palette",
  "chat",
  "thread",
  "message menu",
  "kanban",
  "clients",
  "logs",
  "operators",
  "new department",
  "settings: general",
]);

/** Color contrast is half of the work. A phone has the desk's colors; what only it shows is here. */
const coloredOnPhones = new Set(["dashboard", "thread", "login"]);

for (const part of [names.slice(0, half), names.slice(half)]) {
  test(`loads no more than it may and breaks no rule of axe: ${part[0]} to ${part.at(-1)}`, {
    tag: "@phone",
  }, async ({ open, isPhone }) => {
    test.setTimeout(300_000);
    const page = await open("admin", "/dashboard");
    const scale = scriptScale(page);
    const weighed = new Set<string>();
    const found: string[] = [];
    const shown = part.filter((name) => isFull || !isPhone || ownOnPhones.has(name));
    for (const [at, name] of shown.entries()) {
      const { path, act } = screens[name] ?? { path: "/" };
      const before = screens[shown[at - 1] ?? ""];
      // A screen on which nothing was opened is taken for the next look at it.
      if (before?.path !== path || before.act) {
        scale.empty();
        await page.goto(path, { waitUntil: "networkidle" });
        await hydrated(page);
        if (!isPhone && !weighed.has(path)) found.push(...(await scale.judge(path)));
        weighed.add(path);
      }
      await act?.(page);
      found.push(...(await violationsOf(page, name)));
    }
    expect(found).toEqual([]);
  });
}

test("loads no more than it may and breaks no rule of axe on the way in", {
  tag: "@phone",
}, async ({ page }) => {
  const scale = scriptScale(page);
  await page.goto(`${stack.appUrl}/login`, { waitUntil: "networkidle" });
  await page.getByTestId("login-code").waitFor();
  const found = await scale.judge("/login");
  expect([...found, ...(await violationsOf(page, "login"))]).toEqual([]);
});

/** All rules in the light theme; on the desk also color contrast in the dark one. */
async function violationsOf(page: Page, name: string): Promise<string[]> {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  const isPhone = (page.viewportSize()?.width ?? 0) < 768;
  const isWhole = isFull || !isPhone;
  const isColored = isWhole || coloredOnPhones.has(name);
  const light = await analysed(page, {
    rules: isColored ? {} : { "color-contrast": { enabled: false } },
  });
  if (!isWhole) return light.map((fault) => `${name}: ${fault}`);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("html.dark").waitFor();
  const dark = await analysed(page, { runOnly: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: "light" });
  await page.locator("html:not(.dark)").waitFor();
  return [
    ...light.map((fault) => `${name}: ${fault}`),
    ...dark.map((fault) => `${name}, dark: ${fault}`),
  ];
}

/** Of many alike rows the first eight are judged; `npm run test:full` judges each. */
const exclude = isFull ? [] : [":is(tr, li, article):nth-child(n + 9)"];

/** What axe finds, a line for each rule. No screen has frames: one call of the page's own axe is enough. */
async function analysed(page: Page, options: RunOptions): Promise<string[]> {
  // Half faded in, nothing has its colour yet.
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== "running"),
  );
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    // Only what is broken is described: describing what is well takes as long as finding it out.
    ([skipped, wanted]) => {
      const judge = (window as unknown as { axe: typeof axe }).axe;
      const settings = { ...wanted, resultTypes: ["violations" as const], iframes: false };
      return judge.run({ exclude: skipped }, settings);
    },
    [exclude, options] as const,
  );
  return violations.map(({ id, help, nodes }) => {
    const where = nodes
      .slice(0, 3)
      .map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`);
    return `${id} (${help}) ${where.join(" | ")}`;
  });
}
