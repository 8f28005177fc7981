import { readFileSync } from "node:fs";
import { control, expect, hydrated, newClient, type Page, test } from "../pages/journey";

test("the dashboard's figures move by themselves and lead to their lists", async ({ open }) => {
  const page = await open("admin", "/dashboard");
  const figure = page.getByTestId("figure-open");
  const count = async () => Number(/\d+/.exec((await figure.textContent()) ?? "")?.[0]);
  await expect.poll(count).toBeGreaterThan(0);
  const client = await newClient("Показательная");
  await control().sendText(client.id, "Посчитайте меня");
  await arrived(page, client.fullName);
  // Other journeys bring clients too: the figure is what it is for everybody.
  const wrongBy = async () => (await count()) - (await answered(page, "/api/statistics/")).open;
  await expect.poll(wrongBy, "live, without a reload").toBe(0);

  await page.getByRole("combobox", { name: "Период" }).selectOption("7d");
  await expect(page).toHaveURL(/7d/);
  await page.getByTestId("figure-waiting").click();
  await page.waitForURL("**/chat?view=waiting");
  await expect(page.getByText(client.fullName)).toBeVisible();
});

test("the log is narrowed by filters that stay in the address, and exported", async ({ open }) => {
  const page = await open("admin", "/logs");
  await page.getByRole("combobox", { name: "Действие" }).selectOption("client_assigned");
  await expect(page).toHaveURL(/action=client_assigned/);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Действие" })).toHaveValue("client_assigned");
  await expect(page.getByText("Оператор назначен").filter({ visible: true }).first()).toBeVisible();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const lines = readFileSync(await (await coming).path(), "utf8")
    .trim()
    .split("\n");
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines.slice(1)) expect(line).toContain("client_assigned");
  await page.getByRole("button", { name: "Сбросить" }).first().click();
  await expect(page).not.toHaveURL(/action/);
});

test("a report is made, read, exported and taken away", async ({ open }) => {
  const page = await open("admin", "/reports");
  await page.getByRole("button", { name: "30 дней" }).click();
  await page.getByRole("combobox", { name: "Группировать" }).selectOption("department");
  await page.getByRole("button", { name: "Создать отчёт" }).click();
  const first = page.getByRole("listitem").filter({ hasText: "По отделам" }).first();
  await expect(first.getByText("Готов")).toBeVisible();
  const coming = page.waitForEvent("download");
  await first.getByRole("link", { name: "CSV" }).click();
  expect(readFileSync(await (await coming).path(), "utf8")).toContain("International");

  await first.getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Показатели" })).toBeVisible();
  await expect(page.getByRole("table").last().getByText("Поддержка")).toBeVisible();

  await page.getByRole("link", { name: "Все отчёты" }).click();
  await expect(first).toBeVisible();
  await first.getByRole("button", { name: "Удалить" }).click();
  await page.getByRole("button", { name: "Отменить" }).click();
  await expect(first).toBeVisible();
});

test("files come into the library many at once, are renamed, and leave with a warning", async ({
  open,
}) => {
  const page = await open("admin", "/media");
  const mark = Date.now().toString(36);
  const pixel = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const text = Buffer.from("Условия доставки");
  await page.getByTestId("media-input").setInputFiles([
    { name: `точка ${mark}.png`, mimeType: "image/png", buffer: pixel },
    { name: `условия ${mark}.txt`, mimeType: "text/plain", buffer: text },
    { name: `пусто ${mark}.txt`, mimeType: "text/plain", buffer: Buffer.alloc(0) },
  ]);
  await expect(page.getByText("Файл пуст")).toBeVisible();
  const file = page.getByTestId(/^media-\d+$/).filter({ hasText: `точка ${mark}` });
  await expect(file).toBeVisible();
  await page.getByRole("searchbox", { name: "Имя файла" }).fill(`условия ${mark}`);
  await expect(file).toHaveCount(0);
  await page
    .getByTestId(/^media-\d+$/)
    .filter({ hasText: mark })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Имя файла" }).fill(`доставка ${mark}.txt`);
  await dialog.getByRole("button", { name: "Переименовать" }).click();
  await expect(page.getByText("Переименовано")).toBeVisible();
  await dialog.getByRole("button", { name: "Удалить" }).click();
  await page.getByTestId("confirm").click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Имя файла" }).fill(mark);
  await expect(page.getByTestId(/^media-\d+$/)).toHaveCount(1);
});

test("the palette finds a client, the language and the theme change and stay", async ({
  open,
  isPhone,
}) => {
  const client = await newClient("Палитрова");
  await control().sendText(client.id, "Найдите меня");
  const page = await open("manager", "/dashboard");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(client.fullName);
  await page.getByRole("option", { name: new RegExp(client.fullName) }).click();
  await page.waitForURL("**/chat/*");

  await page.goto("/operators");
  await hydrated(page);
  await page.getByTestId("operator-menu").click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Operators" })).toBeVisible();
  await page.getByTestId("operator-menu").click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Operators" })).toBeVisible();
  await expect(page.locator("html")).toHaveClass(/dark/);
  if (isPhone) return;
  await hydrated(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("the title counts what waits unread, and an operator sees no other department", async ({
  open,
}) => {
  const client = await newClient("Заголовкина");
  const page = await open("operator", "/dashboard");
  const count = async () => Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0);
  await control().sendText(client.id, "Кто-нибудь?");
  await control().sendText(client.id, "Ау");
  await arrived(page, client.fullName);
  const wrongBy = async () =>
    (await count()) - (await answered(page, "/api/conversations/counts/")).unread;
  await expect.poll(wrongBy, "live, without a reload").toBe(0);
  await page.goto("/clients");
  await expect(page.getByText("Sofia Almeida")).toHaveCount(0);
  await page.goto("/chat/29");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/не найден|нет/i);
});

/** What the API answers the person of this window. */
async function answered(page: Page, path: string) {
  return (await page.request.get(path)).json();
}

/** Waits until a client who has just written is among the unread. */
async function arrived(page: Page, fullName: string) {
  const found = `/api/conversations/?view=unread&search=${encodeURIComponent(fullName)}`;
  // Names like it are found too.
  const names = async () =>
    (await answered(page, found)).results.map(
      ({ client }: { client: { first_name: string; last_name: string } }) =>
        `${client.first_name} ${client.last_name}`,
    );
  await expect.poll(names).toContain(fullName);
}
