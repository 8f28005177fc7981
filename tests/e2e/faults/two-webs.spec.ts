import { control, expect, newClient, stack, test } from "../pages/journey";

test("one of two web servers goes and comes back, and the open desk misses nothing", async ({
  open,
}) => {
  const admin = await open("admin", "/chat");
  const client = await newClient("Зоя");
  await control().sendText(client.id, "Пока оба на месте");
  await admin.getByText(client.fullName).first().click();
  const thread = admin.getByTestId("thread");
  await expect(thread.getByText("Пока оба на месте")).toBeVisible();

  await stack.act("/web/stop");
  await control().sendText(client.id, "Остался один");
  await expect(thread.getByText("Остался один")).toBeVisible();
  await admin.getByTestId("composer-input").fill("Мы всё видим");
  await admin.getByTestId("composer-input").press("Enter");
  await control().waitForText(client.id, "Мы всё видим");

  await stack.act("/web/start");
  await admin.reload();
  await expect(thread.getByText("Остался один")).toHaveCount(1);
  await expect(thread.getByTestId("delivery-state").last()).toHaveAttribute("data-status", "sent");
  expect(await control().received(client.id, "Мы всё видим")).toHaveLength(1);
});
