import { control, expect, newClient, type Page, test } from "../pages/journey";

test("a card is dragged, stays after a reload, and one click takes it back", async ({
  open,
  isPhone,
}) => {
  test.skip(isPhone, "one column at a time on a phone: its menu moves cards");
  const client = await newClient("Перетаскина");
  await control().sendText(client.id, "Здравствуйте");
  const page = await open("admin", "/kanban?search=Перетаскина");
  const card = cardOf(page, "lead", client.fullName);
  await expect(card).toBeVisible();
  const from = await card.boundingBox();
  const to = await page.getByTestId("column-inactive").boundingBox();
  if (!from || !to) throw new Error("nothing to drag");
  await page.mouse.move(from.x + 60, from.y + 50);
  await page.mouse.down();
  await page.mouse.move(from.x + 90, from.y + 60, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 90, { steps: 12 });
  await page.mouse.up();
  await expect(cardOf(page, "inactive", client.fullName)).toBeVisible();
  await page.reload();
  await expect(cardOf(page, "inactive", client.fullName)).toBeVisible();

  await move(page, client.fullName, "Закрыт");
  await expect(cardOf(page, "closed", client.fullName)).toBeVisible();
  await page.getByRole("button", { name: "Отменить" }).click();
  await expect(cardOf(page, "inactive", client.fullName)).toBeVisible();
});

test("a card is moved by the keyboard alone", async ({ open, isPhone }) => {
  test.skip(isPhone, "a phone has no keyboard");
  const client = await newClient("Клавиатурина");
  await control().sendText(client.id, "Здравствуйте");
  const page = await open("admin", "/kanban?search=Клавиатурина");
  await cardOf(page, "lead", client.fullName)
    .getByRole("button", { name: /^Переместить/ })
    .focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("столбец Лид", { exact: false })).toBeAttached();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("столбец Активен", { exact: false })).toBeAttached();
  await page.keyboard.press("Space");
  await expect(cardOf(page, "active", client.fullName)).toBeVisible();
});

test("a new client appears by itself; its menu moves it; its chat opens beside the board", {
  tag: "@phone",
}, async ({ open, isPhone }) => {
  // What another run left would be found too.
  const search = `Самаявилась${Date.now().toString(36)}`;
  const page = await open("admin", `/kanban?search=${search}`);
  await expect(page.getByTestId("column-lead").getByText("Клиентов нет")).toBeVisible();
  const client = await newClient(search);
  await control().sendText(client.id, "А вот и я");
  await expect(cardOf(page, "lead", client.fullName)).toBeVisible();
  await move(page, client.fullName, "Активен");
  if (isPhone) await page.getByRole("tab", { name: /^Активен/ }).click();
  const card = cardOf(page, "active", client.fullName);
  await card.getByRole("button", { name: /^Открыть чат/ }).click();
  const panel = page.getByTestId("chat-panel");
  await panel.getByTestId("composer-input").fill("Рады вас видеть");
  await panel.getByTestId("composer-send").click();
  await control().waitForText(client.id, "Рады вас видеть");
  await panel.getByRole("button", { name: "Закрыть чат" }).click();
  await expect(panel).toHaveCount(0);
});

for (const screen of ["/kanban", "/clients"]) {
  test(`a client who writes while ${screen} opens appears in it by itself`, async ({ open }) => {
    const search = `Вовремя${Date.now().toString(36)}`;
    const page = await open("admin", "/dashboard");
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/api\/conversations\/changes\//, async (route) => {
      await released;
      await route.continue();
    });
    const asked = page.waitForRequest(/\/api\/conversations\/changes\//);
    await page.goto(`${screen}?search=${search}`);
    await asked;
    const client = await newClient(search);
    await control().sendText(client.id, "Успею?");
    const stored = async () => {
      const response = await page.request.get(`/api/clients/?search=${search}`);
      const { results } = (await response.json()) as { results: { first_name: string }[] };
      return results.map(({ first_name }) => first_name);
    };
    await expect.poll(stored).toContain(search);
    release();
    await expect(page.getByText(client.fullName).first()).toBeVisible();
  });
}

async function move(page: Page, name: string, status: string) {
  await page.getByRole("button", { name: `Сменить статус: ${name}` }).click();
  await page.getByRole("menuitem", { name: status, exact: true }).click();
}

function cardOf(page: Page, status: string, name: string) {
  return page.getByTestId(`column-${status}`).getByTestId("board-card").filter({ hasText: name });
}
