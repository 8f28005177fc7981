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
