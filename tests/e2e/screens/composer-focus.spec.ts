import { control, expect, newClient, type Page, test } from "../pages/journey";

/** A chat longer than its pane, opened by an admin. */
async function openLongThread(open: (role: "admin", path: string) => Promise<Page>, name: string) {
  const client = await newClient(name);
  for (let n = 1; n <= 25; n++) await control().sendText(client.id, `Строка ${n} длинного чата`);
  const page = await open("admin", "/chat");
  await page
    .getByTestId(/^conversation-row/)
    .filter({ hasText: client.fullName })
    .click();
  await expect(page.getByTestId("thread").getByText("Строка 25 длинного чата")).toBeVisible();
  return { page, input: page.getByTestId("composer-input") };
}

test("letters typed after “Reply” and other tools are text, never a shortcut", async ({ open }) => {
  const { page, input } = await openLongThread(open, "Буквина");
  const state = page.getByTestId("work-state");
  const bubble = page.getByTestId(/^message-\d+$/).last();
  await bubble.hover();
  await bubble.getByRole("button", { name: "Действия с сообщением" }).click();
  await page.getByRole("menuitem", { name: "Ответить", exact: true }).click();
  await expect(input).toBeFocused();
  await page.keyboard.type("Едем");
  await expect(input).toHaveValue("Едем");

  await page.getByRole("button", { name: "Эмодзи" }).click();
  await page.getByRole("button", { name: "👍" }).click();
  await expect(input).toBeFocused();
  await page.getByRole("button", { name: "Внутренняя заметка" }).focus();
  await page.keyboard.press("e");
  await expect(input).toHaveValue(/e/);
  await expect(state).toHaveAttribute("data-state", "needs_reply");
});

test("a menu that is opened while a reply leaves stays open when it has left", async ({ open }) => {
  const { page, input } = await openLongThread(open, "Менюшкина");
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/messages/", async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  });
  await menuButton(page, "Строка 25").click();
  await page.getByRole("menuitem", { name: "Ответить", exact: true }).click();
  await input.fill("Уже едем");
  await page.getByTestId("composer-send").click();
  await expect(input).toBeFocused();
  // It is there by the push, before its sender has an answer.
  await menuButton(page, "Уже едем").click();
  await expect(page.getByRole("menu")).toBeVisible();
  release();
  await expect(input).toHaveValue("");
  await expect(page.getByRole("menu")).toBeVisible();
});

function menuButton(page: Page, text: string) {
  const bubble = page.getByTestId(/^message-\d+$/).filter({ hasText: text });
  return bubble.last().getByRole("button", { name: "Действия с сообщением" });
}
