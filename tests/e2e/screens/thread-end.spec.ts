import { control, expect, newClient, type Page, test } from "../pages/journey";

/** One a second leaves, by Telegram's limit for a chat. */
const replies = process.env.TEST_FULL === "1" ? 12 : 5;

/** A chat longer than its pane, opened by an admin. */
async function openLongThread(open: (role: "admin", path: string) => Promise<Page>, name: string) {
  const client = await newClient(name);
  for (let n = 1; n <= 25; n++) await control().sendText(client.id, `Строка ${n} длинного чата`);
  const page = await open("admin", "/chat");
  await page
    .getByTestId(/^conversation-row/)
    .filter({ hasText: client.fullName })
    .click();
  // It opens at the first unread line; the end is asked for.
  await page.getByTestId("thread").getByText("Строка 1 длинного чата").waitFor();
  await expect(async () => {
    await page.getByTestId("thread").press("End");
    await expect.poll(() => hiddenPart(page, "Строка 25"), { timeout: 2000 }).toBe(0);
  }).toPass();
  return { client, page, input: page.getByTestId("composer-input") };
}

/** How far the newest bubble ends below what can be seen of the thread, px; null when it is not drawn. */
function hiddenPart(page: Page, text: string): Promise<number | null> {
  return page.getByTestId("thread").evaluate((pane, text) => {
    const bubbles = [...pane.querySelectorAll('[data-testid^="message-"]')];
    const last = bubbles.at(-1);
    if (!last?.textContent?.includes(text)) return null;
    const shown = pane.getBoundingClientRect();
    const box = last.getBoundingClientRect();
    return Math.max(0, Math.ceil(box.bottom - shown.bottom), Math.ceil(shown.top - box.bottom));
  }, text);
}

const inSight = (page: Page, text: string) =>
  expect.poll(() => hiddenPart(page, text), { message: `“${text}” is in sight` }).toBe(0);

test("the newest line stays in sight while both sides write and the composer grows", {
  tag: "@phone",
}, async ({ open }) => {
  test.setTimeout(120_000);
  const { client, page, input } = await openLongThread(open, "Концовкина");
  for (let n = 1; n <= replies; n++) {
    await input.fill(`Ответ номер ${n}`);
    await page.getByTestId("composer-send").click();
    await expect(input).toHaveValue("");
    if (n === 1 || n === 3 || n === replies) await inSight(page, `Ответ номер ${n}`);
  }
  // Telegram orders by what has left.
  await control().waitForText(client.id, `Ответ номер ${replies}`, 30_000);
  for (let n = 1; n <= 3; n++) await control().sendText(client.id, `Ещё вопрос ${n}`);
  await inSight(page, "Ещё вопрос 3");
  await input.fill("Первая строка\nвторая\nтретья\nчетвёртая\nпятая");
  await inSight(page, "Ещё вопрос 3");
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 1280, height: 520 });
  await inSight(page, "Ещё вопрос 3");
});

test("away from the end nothing moves, and a button tells how many came", async ({ open }) => {
  const { client, page } = await openLongThread(open, "Верхова");
  const thread = page.getByTestId("thread");
  await thread.hover();
  await page.mouse.wheel(0, -600);
  await expect(page.getByRole("button", { name: "К новым сообщениям" })).toBeVisible();
  await control().sendText(client.id, "Пока вы читаете выше");
  await expect(page.getByRole("button", { name: /1 нов/ })).toBeVisible();
  expect(await hiddenPart(page, "Пока вы читаете выше")).not.toBe(0);
  await page.getByRole("button", { name: /1 нов/ }).click();
  await inSight(page, "Пока вы читаете выше");
});
