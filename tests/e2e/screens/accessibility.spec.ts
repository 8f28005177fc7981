import AxeBuilder from "@axe-core/playwright";
import { screens } from "../pages/all-screens";
import { expect, hydrated, type Page, test } from "../pages/journey";
import { stack } from "../pages/stack";

const isFull = process.env.TEST_FULL === "1";
const names = Object.keys(screens);
const half = Math.ceil(names.length / 2);

/** Color contrast is half of the work. A phone has the desk's colors; what only it shows is here. */
const coloredOnPhones = new Set(["dashboard", "thread", "login"]);

for (const part of [names.slice(0, half), names.slice(half)]) {
  test(`no rule of axe is broken, light or dark: ${part[0]} to ${part.at(-1)}`, {
    tag: "@phone",
  }, async ({ open }) => {
    test.setTimeout(300_000);
    const page = await open("admin", "/dashboard");
    const found: string[] = [];
    for (const [at, name] of part.entries()) {
      const screen = screens[name];
      const before = screens[part[at - 1] ?? ""];
      // A screen on which nothing was opened is taken for the next look at it.
      if (before?.path !== screen?.path || before?.act) {
        await page.goto(screen?.path ?? "/");
        await hydrated(page);
      }
      await screen?.act?.(page);
      found.push(...(await violationsOf(page, name)));
    }
    expect(found).toEqual([]);
  });
}

test("no rule of axe is broken on the sign-in page", { tag: "@phone" }, async ({ page }) => {
  await page.goto(`${stack.appUrl}/login`);
  await page.getByTestId("login-code").waitFor();
  expect(await violationsOf(page, "login")).toEqual([]);
});

/** All rules in the light theme; on the desk also color contrast in the dark one. */
async function violationsOf(page: Page, name: string): Promise<string[]> {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  const isPhone = (page.viewportSize()?.width ?? 0) < 768;
  const isWhole = isFull || !isPhone;
  const skipped = isWhole || coloredOnPhones.has(name) ? [] : ["color-contrast"];
  const light = await analysed(page, judge(page).disableRules(skipped));
  if (!isWhole) return light.map((fault) => `${name}: ${fault}`);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("html.dark").waitFor();
  const dark = await analysed(page, judge(page).withRules(["color-contrast"]));
  await page.emulateMedia({ colorScheme: "light" });
  await page.locator("html:not(.dark)").waitFor();
  return [
    ...light.map((fault) => `${name}: ${fault}`),
    ...dark.map((fault) => `${name}, dark: ${fault}`),
  ];
}

/** Only what is broken is described: describing what is well takes as long as finding it out. */
function judge(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
}

async function analysed(page: Page, axe: AxeBuilder): Promise<string[]> {
  // Half faded in, nothing has its colour yet.
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== "running"),
  );
  // No screen has frames of another origin, so the judge needs no page of its own.
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.map(({ id, help, nodes }) => {
    const where = nodes
      .slice(0, 3)
      .map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`);
    return `${id} (${help}) ${where.join(" | ")}`;
  });
}
