import { control, expect, newClient, stack, test } from "../pages/journey";

test("the same update delivered five times at once is one message on the screen", async ({
  open,
}) => {
  const admin = await open("admin", "/chat");
  const client = await newClient("Глеб");
  const { update_ids } = await control().sendText(client.id, "Пять раз подряд");
  await admin.getByText(client.fullName).first().click();
  const thread = admin.getByTestId("thread");
  await expect(thread.getByText("Пять раз подряд")).toBeVisible();

  const again = await control().redeliver(update_ids[0] ?? 0, 5);
  expect(again.map((delivery) => delivery.status)).toEqual([200, 200, 200, 200, 200]);
  await control().sendText(client.id, "А это следующее");
  await expect(thread.getByText("А это следующее")).toBeVisible();
  await expect(thread.getByText("Пять раз подряд")).toHaveCount(1);
});

test("a worker killed in the middle of a send leaves the message unknown, never sent twice", async ({
  open,
}) => {
  const admin = await open("admin", "/chat");
  const client = await newClient("Дина");
  await control().sendText(client.id, "Здравствуйте");
  await admin.getByText(client.fullName).first().click();
  const thread = admin.getByTestId("thread");
  await expect(thread.getByText("Здравствуйте")).toBeVisible();

  const text = "Дойдёт ли это?";
  await control().injectFault({ method: "sendMessage", chat_id: client.id, effect: "hang" });
  await admin.getByTestId("composer-input").fill(text);
  await admin.getByTestId("composer-input").press("Enter");
  // Telegram has taken it, and the call still hangs.
  await control().waitForText(client.id, text);
  await stack.act("/worker/kill");
  await control().clearFaults();
  await stack.act("/worker/start");

  await expect(thread.getByTestId("delivery-state").last()).toHaveAttribute(
    "data-status",
    "unknown",
  );
  expect(await control().received(client.id, text)).toHaveLength(1);
  expect(await control().calls({ method: "sendMessage", chat_id: client.id, text })).toHaveLength(
    1,
  );

  // The operator sees it on the client's phone: it counts as sent, and is not sent again.
  await thread.getByRole("button", { name: "Отметить доставленным" }).click();
  await expect(thread.getByTestId("delivery-state").last()).toHaveAttribute("data-status", "sent");
  await expect(thread.getByRole("button", { name: "Отправить ещё раз" })).toHaveCount(0);
});
