import { expect, test } from "../pages/journey";

const mark = () => Date.now().toString(36);

test("a department is made with hours, changed, and deleted while it is empty", async ({
  open,
}) => {
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

test("hours over midnight and two spans a day are typed, refused where they overlap, and kept", {
  tag: "@phone",
}, async ({ open }) => {
  const page = await open("admin", "/settings/departments");
  const name = `Ночной склад ${mark()}`;
  await page.getByTestId("department-new").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Название").fill(name);
  await dialog.getByLabel("Есть часы работы").check();
  await dialog.getByLabel("Часовой пояс").fill("Asia/Kathmandu");
  for (const day of ["вторник", "четверг", "пятница"]) {
    await dialog.getByRole("checkbox", { name: day }).uncheck();
  }
  await dialog.getByRole("checkbox", { name: "воскресенье" }).check();
  const from = (day: string) => dialog.getByLabel(`${day}, с`);
  const to = (day: string) => dialog.getByLabel(`${day}, до`);
  await from("воскресенье").fill("18");
  await to("воскресенье").fill("2");
  await to("воскресенье").blur();
  await expect(to("воскресенье")).toHaveValue("02:00");
  await expect(dialog.getByText("до 02:00 следующего дня")).toBeVisible();
  await from("среда").fill("0");
  await to("среда").fill("24");
  await to("среда").blur();
  await expect(dialog.getByText("весь день")).toBeVisible();

  await from("понедельник").fill("130");
  await to("понедельник").fill("1300");
  await dialog.getByRole("button", { name: "Создать" }).click();
  await expect(dialog.getByText("Пересекается с 18:00–02:00 предыдущего дня")).toBeVisible();
  await expect(from("понедельник")).toBeFocused();
  await from("понедельник").fill("9:00");
  await dialog.getByRole("button", { name: "понедельник: добавить часы" }).click();
  await expect(from("понедельник")).toHaveCount(2);
  await from("понедельник").nth(1).fill("12.30");
  await to("понедельник").nth(1).fill("25");
  await to("понедельник").nth(1).press("Enter");
  await expect(dialog.getByText("Укажите время, например 09:00")).toBeVisible();
  await to("понедельник").nth(1).fill("18");
  await to("понедельник").nth(1).blur();
  await expect(dialog.getByText("Пересекается с 09:00–13:00")).toBeVisible();
  await from("понедельник").nth(1).fill("14");
  await from("понедельник").nth(1).press("Enter");

  const row = page.getByTestId(/^department-\d+$/).filter({ hasText: name });
  const hours =
    "пн 09:00–13:00, 14:00–18:00; ср весь день; вс 18:00–02:00 следующего дня; Asia/Kathmandu";
  await expect(row.getByText(hours)).toBeVisible();
  await row.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Изменить" }).click();
  await expect(to("понедельник").nth(1)).toHaveValue("18:00");
  await dialog.getByRole("button", { name: "понедельник: убрать 09:00–13:00" }).click();
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await expect(row.getByText("пн 14:00–18:00; ср")).toBeVisible();
  await row.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Удалить" }).click();
  await page.getByTestId("confirm").click();
  await expect(row).toHaveCount(0);
});

test("texts and rules are kept; a wrong number is refused and stays to be corrected", async ({
  open,
}) => {
  const page = await open("admin", "/settings/general");
  const days = page.getByRole("spinbutton", { name: /день|дня|дней/ });
  const save = page.getByRole("button", { name: "Сохранить" });
  await days.fill("0");
  await save.click();
  await expect(page.locator("input:invalid")).toHaveValue("0");
  await expect(page.getByText("Сохранено")).toHaveCount(0);
  const wanted = String(40 + (Date.now() % 300));
  await days.fill(wanted);
  await save.click();
  await expect(page.getByText("Сохранено")).toBeVisible();
  await expect(save, "a button that waits keeps the focus").toBeFocused();
  await page.reload();
  await expect(days).toHaveValue(wanted);
});

test("quick replies and tags are made, used and removed", async ({ open }) => {
  const page = await open("admin", "/settings/quick-replies");
  const shortcut = `тест${mark()}`;
  await page.getByTestId("quick-reply-new").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Команда").fill(shortcut);
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
  const edit = tag.getByRole("button", { name: /^Изменить/ });
  await edit.press("Enter");
  const edited = page.getByTestId(/^tag-\d+$/).locator("input:focus");
  await expect(edited).toHaveValue(name);
  await page.keyboard.press("Escape");
  await expect(edit).toBeFocused();
  await page.goto("/clients");
  await expect(page.getByRole("combobox", { name: "Теги" })).toContainText(name);
  await page.goto("/settings/tags");
  await tag.getByRole("button", { name: /^Удалить/ }).click();
  await page.getByTestId("confirm").click();
  await expect(tag).toHaveCount(0);
});

test("the connection is shown and checked; a webhook into our own network is refused with the reason", async ({
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

test("each wrong field says so at itself, the first is focused, and what was typed stays", async ({
  open,
}) => {
  const page = await open("admin", "/settings/departments");
  await page.getByTestId("department-new").click();
  const dialog = page.getByRole("dialog");
  const name = dialog.getByLabel("Название");
  const code = dialog.locator("#department-start-code");
  await code.fill("с пробелом");
  await dialog.getByRole("button", { name: "Создать" }).click();
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription("Заполните это поле.");
  await expect(code).toHaveAttribute("aria-invalid", "true");
  await expect(code).toHaveAccessibleDescription(/Только латинские буквы, цифры/);
  await name.fill("Отдел проверки");
  await code.fill("inv_team");
  await dialog.getByRole("button", { name: "Создать" }).click();
  await expect(code).toBeFocused();
  await expect(code).toHaveAccessibleDescription(/inv_/);
  await expect(name).toHaveValue("Отдел проверки");
});
