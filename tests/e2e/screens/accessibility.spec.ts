import AxeBuilder from "@axe-core/playwright";
import { screens } from "../pages/all-screens";
import { expect, hydrated, type Page, test } from "../pages/journey";
import { stack } from "../pages/stack";

// A trace of each step would cost more than the judge itself.
test.use({ trace: "off" });

const names = Object.keys(screens);
const half = Math.ceil(names.length / 2);

for (const part of [names.slice(0, half), names.slice(half)]) {
  test(`no rule of axe is broken, light or dark: ${part[0]} to ${part.at(-1)}`, {
    tag: "@phone",
  }, async ({ open }) => {
    test.setTimeout(300_000);
    const page = await open("admin", "/dashboard");
    const found: string[] = [];
    for (const name of part) {
      const screen = screens[name];
      await page.goto(screen?.path ?? "/");
      await hydrated(page);
      await screen?.act?.(page);
      found.push(...(await violationsOf(page, name)));
    }
    expect(found).toEqual([]);
  });
}

test("no rule of axe is broken on the way in", { tag: "@phone" }, async ({ page }) => {
  await page.goto(`${stack.appUrl}/login`);
  await page.getByTestId("login-code").waitFor();
  expect(await violationsOf(page, "login")).toEqual([]);
});

/** All rules in the light theme; on the desk also color contrast in the dark one, whose colors a phone shares. */
async function violationsOf(page: Page, name: string): Promise<string[]> {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  const light = await analysed(page, new AxeBuilder({ page }));
  if ((page.viewportSize()?.width ?? 0) < 768 && process.env.TEST_FULL !== "1") {
    return light.map((words) => `${name}: ${words}`);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("html.dark").waitFor();
  const dark = await analysed(page, new AxeBuilder({ page }).withRules(["color-contrast"]));
  await page.emulateMedia({ colorScheme: "light" });
  await page.locator("html:not(.dark)").waitFor();
  return [
    ...light.map((words) => `${name}: ${words}`),
    ...dark.map((words) => `${name}, dark: ${words}`),
  ];
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
