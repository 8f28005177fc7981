import { expect, test } from "../pages/journey";

const mark = () => Date.now().toString(36);

test("a department is made with hours, changed, and deleted while it is empty", {
  tag: "@phone",
}, async ({ open }) => {
  const page = await open("admin", "/settings/departments");
  const name = `Склад ${mark()}`;
  await page.getByTestId("department-new").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Название").fill(name);
  await dialog.getByLabel("Есть часы работы").check();
  await dialog.getByRole("button", { name: "Создать" }).click();
  const row = page.getByTestId(/^department-\d+$/).filter({ hasText: name });
  await expect(row).toBeVisible();
  await row.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Изменить" }).click();
  await expect(dialog.getByLabel("Есть часы работы")).toBeChecked();
  await dialog.getByLabel("Описание").fill("Отгрузка и приёмка");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await expect(row.getByText("Отгрузка и приёмка")).toBeVisible();
  await row.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Удалить" }).click();
  await page.getByTestId("confirm").click();
  await expect(row).toHaveCount(0);

  const busy = page.getByTestId(/^department-\d+$/).filter({ hasText: "International" });
  await busy.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Удалить" }).click();
  await page.getByTestId("confirm").click();
  await expect(page.getByText("переведите", { exact: false }).first()).toBeVisible();
});

test("texts and rules are kept; a wrong number is refused and stays to be mended", async ({
  open,
}) => {
  const page = await open("admin", "/settings/general");
  const days = page.getByRole("spinbutton", { name: /дней|Хранение/ });
  const save = page.getByRole("button", { name: "Сохранить" });
  await days.fill("0");
  await save.click();
  await expect(page.locator("input:invalid")).toHaveValue("0");
  await expect(page.getByText("Сохранено")).toHaveCount(0);
  const wanted = String(40 + (Date.now() % 300));
  await days.fill(wanted);
  await save.click();
  await expect(page.getByText("Сохранено")).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue(wanted);
});

test("quick replies and tags are made, used and removed", async ({ open }) => {
  const page = await open("admin", "/settings/quick-replies");
  const shortcut = `тест${mark()}`;
  await page.getByTestId("quick-reply-new").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Сокращение").fill(shortcut);
  await dialog.getByLabel("Название").fill("Проверочный");
  await dialog.getByLabel("Текст").fill("Добрый день, ");
  await dialog.getByRole("button", { name: "{{client.first_name}}" }).click();
  await dialog.getByRole("button", { name: "Создать" }).click();
  const reply = page.getByTestId(/^quick-reply-\d+$/).filter({ hasText: shortcut });
  await expect(reply).toBeVisible();
  await reply.getByRole("button", { name: /^Удалить/ }).click();
  await page.getByTestId("confirm").click();
  await expect(reply).toHaveCount(0);

  await page.goto("/settings/tags");
  const name = `Тег ${mark()}`;
  await page.getByRole("textbox", { name: "Название тега" }).fill(name);
  await page.getByRole("button", { name: "Добавить" }).click();
  const tag = page.getByTestId(/^tag-\d+$/).filter({ hasText: name });
  await expect(tag).toBeVisible();
  await page.goto("/clients");
  await expect(page.getByRole("combobox", { name: "Теги" })).toContainText(name);
  await page.goto("/settings/tags");
  await tag.getByRole("button", { name: /^Удалить/ }).click();
  await page.getByTestId("confirm").click();
  await expect(tag).toHaveCount(0);
});

test("the connection is shown and checked; a webhook into our own network is refused in words", async ({
  open,
}) => {
  const page = await open("admin", "/settings/telegram");
  await page.getByTestId("repair").click();
  await expect(page.getByText("Проверено: всё настроено")).toBeVisible();

  await page.goto("/settings/webhooks");
  await page.getByTestId("webhook-new").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Адрес").fill("https://127.0.0.1/hook");
  await dialog.getByRole("button", { name: "Добавить" }).click();
  await expect(dialog.getByRole("alert").first()).toBeVisible();
  await expect(dialog.getByLabel("Адрес")).toHaveValue("https://127.0.0.1/hook");
  await dialog.getByLabel("Адрес").fill("https://hooks.example.com/desk");
  await dialog.getByRole("button", { name: "Добавить" }).click();
  await expect(page.getByText("Вебхук готов")).toBeVisible();
  await page.keyboard.press("Escape");
  const row = page
    .getByTestId(/^webhook-\d+$/)
    .filter({ hasText: "hooks.example.com" })
    .first();
  await expect(row).toBeVisible();
});
