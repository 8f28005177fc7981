import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright/test";
import { screens } from "../pages/all-screens";
import { expect, test } from "../pages/journey";
import { needed, stack } from "../pages/stack";

/** kB of JavaScript, after gzip, that a first visit may load until the screen rests. */
const usual = 215;
const limits: Record<string, number> = { "/chat": 260, "/chat/1": 260 };

const paths = [
  "/login",
  "/chat/1",
  ...new Set(
    Object.values(screens)
      .map(({ path }) => path)
      .filter((path) => /^[a-z/-]+$/.test(path)),
  ),
];

test("no screen loads more JavaScript than it may", async ({ browser }) => {
  test.setTimeout(180_000);
  const weights: { path: string; kilobytes: number }[] = [];
  for (const path of paths) weights.push({ path, kilobytes: await weigh(browser, path) });
  console.log(weights.map(({ path, kilobytes }) => `${path} ${kilobytes} kB`).join(", "));
  expect(weights.filter(({ path, kilobytes }) => kilobytes > (limits[path] ?? usual))).toEqual([]);
  // React alone weighs more: nothing was weighed otherwise.
  for (const { path, kilobytes } of weights) expect(kilobytes, path).toBeGreaterThan(100);
});

/** Every script that a browser without a cache loads until nothing more comes, whoever asks for it. */
async function weigh(browser: Browser, path: string): Promise<number> {
  const signIns = JSON.parse(needed("E2E_SIGN_INS"));
  const context = await browser.newContext({
    baseURL: stack.appUrl,
    ...(path === "/login" ? {} : { storageState: signIns.admin }),
  });
  const page = await context.newPage();
  const scripts = new Set<string>();
  page.on("response", (response) => {
    const type = response.headers()["content-type"] ?? "";
    if (type.includes("javascript")) scripts.add(response.url());
  });
  const answer = await page.goto(path, { waitUntil: "networkidle" });
  expect(answer?.status(), path).toBe(200);
  let bytes = 0;
  for (const url of scripts) bytes += await sizeOf(page, url);
  await context.close();
  return Math.ceil(bytes / 1000);
}

const sizes = new Map<string, number>();

/** Bytes of a script after gzip. Asked for again: its body may be gone by the time that the page rests. */
async function sizeOf(page: Page, url: string): Promise<number> {
  const known = sizes.get(url);
  if (known !== undefined) return known;
  const size = gzipSync(await (await page.request.get(url)).body()).length;
  sizes.set(url, size);
  return size;
}
