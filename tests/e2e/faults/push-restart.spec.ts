import { control, expect, newClient, stack, test } from "../pages/journey";

test("a restart of the push server in the middle loses nothing on the screen", async ({ open }) => {
  const admin = await open("admin", "/chat");
  const client = await newClient("Вера");
  await control().sendText(client.id, "Первое");
  await admin.getByText(client.fullName).first().click();
  const thread = admin.getByTestId("thread");
  await expect(thread.getByText("Первое")).toBeVisible();

  await stack.act("/pusher/stop");
  await control().sendText(client.id, "Второе, пока связи нет");
  await expect(thread.getByText("Второе, пока связи нет")).toBeVisible();
  await stack.act("/pusher/start");
  await control().sendText(client.id, "Третье, связь вернулась");
  await expect(thread.getByText("Третье, связь вернулась")).toBeVisible();
});
