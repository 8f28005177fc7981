import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { apiDocument } from "@/app/api/schema/document";
import { GET as file } from "@/app/api/schema/swagger/[file]/route";
import { GET as page } from "@/app/api/schema/swagger/route";
import { browserLaunchOptions } from "../support/browser";

// The API's page in a real browser, served by its own routes.
const token = "crm_a-bearer-that-nobody-else-may-read";
let browser: Browser;
let address: string;

const server = createServer(async (request, response) => {
  const document = await apiDocument();
  const name = (request.url ?? "").split("/").at(-1) ?? "";
  const answer = request.url?.startsWith("/api/schema/swagger/")
    ? name
      ? await file(new Request("http://desk/"), { params: Promise.resolve({ file: name }) })
      : page()
    : Response.json({ ...document, paths: oneOf(document.paths) });
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
});

/** One operation: to draw a hundred takes the page twenty seconds of CPU, and all have the same lock. */
const oneOf = (paths: object = {}) => Object.fromEntries(Object.entries(paths).slice(0, 1));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/schema/swagger/`;
  browser = await chromium.launch(await browserLaunchOptions());
}, 90_000);
afterAll(async () => {
  await browser?.close();
  server.close();
});

it("the API's page keeps no bearer token in the browser, and removes one that an earlier version kept", async () => {
  const context = await browser.newContext();
  // As an earlier version left it; only once, or it would be there again after the reload.
  await context.addInitScript(
    (secret) => {
      if (!sessionStorage.getItem("seeded")) localStorage.setItem("authorized", secret);
      sessionStorage.setItem("seeded", "1");
    },
    JSON.stringify({ bearer: token }),
  );
  const tab = await context.newPage();
  await tab.goto(address);
  const kept = () =>
    tab.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }));
  await tab.getByRole("button", { name: "Authorize", exact: true }).first().click();
  expect(await kept()).not.toContain(token);
  const dialog = tab.locator(".modal-ux");
  await dialog.locator("input").first().fill(token);
  await dialog.locator(".auth-btn-wrapper .authorize").first().click();
  await dialog.getByText("Authorized").first().waitFor();
  const { cookies } = await context.storageState();
  expect([await kept(), JSON.stringify(cookies)].join()).not.toContain(token);
  await tab.reload();
  await tab.getByRole("button", { name: "Authorize", exact: true }).first().waitFor();
  expect(await tab.locator("button.authorize.locked").count()).toBe(0);
  expect(await kept()).not.toContain(token);
}, 90_000);
