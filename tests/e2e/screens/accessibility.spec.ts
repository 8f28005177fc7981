import AxeBuilder from "@axe-core/playwright";
import { screens } from "../pages/all-screens";
import { expect, type Page, test } from "../pages/journey";

test("no screen or dialog breaks a rule of axe, light and dark", async ({ open }) => {
  test.setTimeout(300_000);
  const page = await open("admin", "/dashboard");
  const found: string[] = [];
  for (const [name, screen] of Object.entries(screens)) {
    await page.goto(screen.path);
    await screen.act?.(page);
    found.push(...(await violationsOf(page, name)));
  }
  await page.context().clearCookies({ name: /session/ });
  await page.goto("/login");
  await page.getByTestId("login-code").waitFor();
  found.push(...(await violationsOf(page, "login")));
  expect(found).toEqual([]);
});

/** All rules in the light theme; in the dark one the rule that colours decide. */
async function violationsOf(page: Page, name: string): Promise<string[]> {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  const light = await analysed(page, new AxeBuilder({ page }));
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
  const { violations } = await axe.analyze();
  return violations.map(({ id, help, nodes }) => {
    const where = nodes
      .slice(0, 3)
      .map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`);
    return `${id} (${help}) ${where.join(" | ")}`;
  });
}
