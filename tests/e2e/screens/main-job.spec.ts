import { team } from "@/tests/support/seed-team";
import { control, expect, newClient, signIn, test } from "../pages/journey";

test("a client writes, it appears live, the answer arrives and shows as sent", async ({ open }) => {
  const admin = await open("admin", "/chat");
  const second = await open("operator", "/chat");
  const client = await newClient("Анна");
  await control().sendText(client.id, "Здравствуйте! Где мой заказ?");

  await expect(admin.getByText(client.fullName).first()).toBeVisible();
  await expect(second.getByText(client.fullName).first()).toBeVisible();
  await admin.getByText(client.fullName).first().click();
  const thread = admin.getByTestId("thread");
  await expect(thread.getByText("Здравствуйте! Где мой заказ?")).toBeVisible();

  await admin.getByTestId("composer-input").fill("Уже в пути, будет завтра.");
  await admin.getByTestId("composer-input").press("Enter");
  await control().waitForText(client.id, "Уже в пути, будет завтра.");
  await expect(thread.getByTestId("delivery-state").last()).toHaveAttribute("data-status", "sent");

  await second.getByText(client.fullName).first().click();
  await expect(second.getByTestId("thread").getByText("Уже в пути, будет завтра.")).toBeVisible();
  expect(await control().received(client.id, "Уже в пути, будет завтра.")).toHaveLength(1);
});

test("a photo and a document arrive from the client and go to the client", async ({ open }) => {
  const admin = await open("admin", "/chat");
  const client = await newClient("Борис");
  await control().sendPhoto(client.id, { caption: "Вот что пришло" });
  await control().sendDocument(client.id);

  await admin.getByText(client.fullName).first().click();
  const thread = admin.getByTestId("thread");
  await expect(thread.getByText("Вот что пришло")).toBeVisible();
  const photo = thread.locator("img").first();
  await expect
    .poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);

  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  await admin.getByTestId("attach-input").setInputFiles([
    { name: "схема.png", mimeType: "image/png", buffer: png },
    { name: "Счёт №5.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF") },
  ]);
  await admin.getByTestId("composer-input").fill("Смотрите вложения");
  await expect(admin.getByTestId("composer-send")).toBeEnabled();
  await admin.getByTestId("composer-send").click();

  const received = await control().waitFor(async () => {
    const messages = await control().chat(client.id);
    const photos = messages.filter((message) => message.kind === "photo" && message.from_bot);
    const documents = messages.filter((message) => message.kind === "document" && message.from_bot);
    return photos.length > 0 && documents.length > 0 ? documents : null;
  });
  expect(received[0]?.message.document?.file_name).toBe("Счёт №5.pdf");
});

test("signing out closes the desk", async ({ browser }) => {
  const page = await signIn(browser, team.operator);
  await page.getByTestId("operator-menu").click();
  await page.getByRole("menuitem", { name: "Выйти" }).click();
  await page.waitForURL("**/login**");
  // The ended session may send the window to the sign-in page at the same moment.
  await expect(() => page.goto("/chat")).toPass();
  await expect(page).toHaveURL(/\/login/);
});
