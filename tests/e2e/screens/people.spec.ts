import { team } from "@/tests/support/seed-team";
import { control, expect, type Page, signIn, test } from "../pages/journey";

/** Makes an invite for an operator in the first department; returns the bot's command. */
async function invite(admin: Page): Promise<string> {
  await admin.goto("/operators");
  await admin.getByTestId("invite-open").click();
  await admin.locator("#invite-department").selectOption({ label: "Поддержка" });
  await admin.getByRole("button", { name: "Создать ссылку" }).click();
  const command = await admin.getByText(/^\/start inv_/).textContent();
  await admin.keyboard.press("Escape");
  return (command ?? "").trim();
}

/** Opens a person's menu in the table and picks an item. */
async function choose(admin: Page, name: string, item: string) {
  const row = admin.getByRole("row").filter({ hasText: name });
  await row.getByRole("button").click();
  await admin.getByRole("menuitem", { name: item }).click();
}

test("an invited person joins, gets another role in the open window, and is sent out", async ({
  browser,
  open,
}) => {
  const admin = await open("admin", "/operators");
  const command = await invite(admin);
  const person = await control().createPerson({
    first_name: "Новенькая",
    last_name: Date.now().toString(36),
    role: "operator",
    is_started: true,
    language_code: "ru",
  });
  const name = `${person.first_name} ${person.last_name}`;
  await control().sendText(person.id, command);
  await expect(admin.getByText(name), "the open list shows who joined").toBeVisible();

  const newcomer = await signIn(browser, person.id);
  await newcomer.goto("/operators");
  await expect(newcomer.getByTestId("invite-open")).toHaveCount(0);
  await newcomer.getByRole("searchbox").fill("Нов");

  await choose(admin, name, "Изменить");
  await admin.locator("#person-role").selectOption("manager");
  await admin.getByRole("button", { name: "Сохранить" }).click();
  await expect(newcomer.getByTestId("invite-open"), "without a reload").toBeVisible();
  await expect(newcomer.getByRole("searchbox")).toHaveValue("Нов");

  await choose(admin, name, "Отключить");
  await admin.getByTestId("confirm").click();
  await expect(newcomer.getByText("Ваш сеанс был завершён")).toBeVisible();
  await expect(admin.getByText("Отключённые (", { exact: false })).toBeVisible();
});

test("a token is shown once and stops working when it is revoked", async ({ open, request }) => {
  const admin = await open("admin", "/operators");
  await admin.goto("/settings/tokens");
  const name = `Выгрузка ${Date.now()}`;
  await admin.getByTestId("token-new").click();
  await admin.locator("#token-name").fill(name);
  await admin.getByRole("button", { name: "Создать" }).click();
  const token = await admin.getByTestId("token-secret").inputValue();
  await admin.keyboard.press("Escape");

  const url = new URL("/api/me/", admin.url()).href;
  const headers = { authorization: `Bearer ${token}` };
  expect((await request.get(url, { headers })).status()).toBe(200);
  await expect(admin.getByText(token)).toHaveCount(0);

  const row = admin.getByTestId(/^token-\d+$/).filter({ hasText: name });
  await row.getByRole("button", { name: "Отозвать" }).click();
  await admin.getByTestId("confirm").click();
  await expect(row).toHaveCount(0);
  expect((await request.get(url, { headers })).status()).toBe(401);
});

test("“It wasn't me” in the bot closes the desk that was opened", async ({ browser }) => {
  const page = await signIn(browser, team.manager);
  const told = await control().waitFor(async () =>
    (await control().chat(team.manager)).findLast(({ message }) =>
      JSON.stringify(message.reply_markup ?? {}).includes('"out:'),
    ),
  );
  await control().pressButton(team.manager, told.message_id, "Это не я");
  await expect(page).toHaveURL(/\/login/);
  await page.goto("/chat");
  await expect(page).toHaveURL(/\/login/);
  await page.context().close();
});
