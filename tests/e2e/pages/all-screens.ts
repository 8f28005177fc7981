import type { Page } from "./journey";

export type Screen = {
  path: string;
  /** Opens the state that the name promises; the screen itself when absent. */
  act?: (page: Page) => Promise<void>;
};

const byTestId = (id: string | RegExp) => async (page: Page) => {
  await page.getByTestId(id).first().click();
  await page.getByRole("dialog").first().waitFor();
};

const byKey = (key: string) => async (page: Page) => {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.keyboard.press(key);
  await page.getByRole("dialog").first().waitFor();
};

/**
 * A chat of the demo data that no journey writes to. Not the newest: that is another journey's, whose
 * messages would be read, and its draft changed, by the same person in this window.
 */
const quietChat = "/chat/1";

const opened = (page: Page) => page.getByTestId("composer-input").waitFor();

/** Every screen of the desk as an admin meets it, and its dialogs and menus. */
export const screens: Record<string, Screen> = {
  dashboard: { path: "/dashboard" },
  palette: { path: "/dashboard", act: byKey("Control+k") },
  shortcuts: { path: "/dashboard", act: byKey("?") },
  chat: { path: "/chat" },
  thread: { path: quietChat, act: opened },
  "quick replies": {
    path: quietChat,
    async act(page) {
      await opened(page);
      await page.getByTestId("composer-input").fill("");
      await page.getByTestId("composer-input").fill("/");
      await page.getByRole("listbox").getByRole("option").first().waitFor();
    },
  },
  "message menu": {
    path: quietChat,
    async act(page) {
      await opened(page);
      await page
        .getByTestId(/^message-\d+$/)
        .last()
        .hover();
      await page
        .getByTestId(/^message-\d+$/)
        .last()
        .getByRole("button")
        .last()
        .click();
      await page.getByRole("menu").waitFor();
    },
  },
  assignment: {
    path: quietChat,
    async act(page) {
      await opened(page);
      await page.getByTestId("assignment").click();
      await page.getByRole("menu").waitFor();
    },
  },
  kanban: { path: "/kanban" },
  clients: { path: "/clients" },
  "nothing found": { path: "/clients?search=zzzzzzzz" },
  "new client": {
    path: "/clients",
    async act(page) {
      await page.getByRole("button", { name: "Новый клиент" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  reports: { path: "/reports" },
  media: { path: "/media" },
  logs: { path: "/logs" },
  operators: { path: "/operators" },
  invite: { path: "/operators", act: byTestId("invite-open") },
  "operator menu": {
    path: "/operators",
    async act(page) {
      await page.getByTestId("operator-menu").click();
      await page.getByRole("menu").waitFor();
    },
  },
  "settings: departments": { path: "/settings/departments" },
  "new department": {
    path: "/settings/departments",
    async act(page) {
      await byTestId("department-new")(page);
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Есть часы работы").check();
      // Hours with a note, and with a fault.
      await dialog.getByLabel("понедельник, до").fill("2");
      await dialog.getByLabel("вторник, до").fill("-");
      await dialog.getByLabel("вторник, до").blur();
      await dialog.getByRole("alert").waitFor();
    },
  },
  "settings: general": { path: "/settings/general" },
  "settings: quick replies": { path: "/settings/quick-replies" },
  "new quick reply": { path: "/settings/quick-replies", act: byTestId("quick-reply-new") },
  "settings: tags": { path: "/settings/tags" },
  "settings: telegram": { path: "/settings/telegram" },
  "settings: webhooks": { path: "/settings/webhooks" },
  "new webhook": { path: "/settings/webhooks", act: byTestId("webhook-new") },
  "settings: tokens": { path: "/settings/tokens" },
  "settings: sessions": { path: "/settings/sessions" },
  "not found": { path: "/chat/999999999" },
};
