import { gzipSync } from "node:zlib";
import type { APIRequestContext } from "playwright/test";
import { expect, test } from "./pages/journey";

/** kB of JavaScript, after gzip, that a first visit may need before the screen works. */
const usual = 200;
const limits: Record<string, number> = { "/chat": 250, "/chat/1": 250 };

const paths = [
  "/login",
  "/dashboard",
  "/kanban",
  "/clients",
  "/chat",
  "/chat/1",
  "/logs",
  "/operators",
  "/reports",
  "/media",
  "/settings/departments",
  "/settings/quick-replies",
  "/settings/webhooks",
];

test("no screen needs more JavaScript than it may", async ({ open }) => {
  const page = await open("admin", "/dashboard");
  const weights: { path: string; kilobytes: number }[] = [];
  for (const path of paths) weights.push({ path, kilobytes: await weigh(page.request, path) });
  console.log(weights.map(({ path, kilobytes }) => `${path} ${kilobytes} kB`).join(", "));
  expect(weights.filter(({ path, kilobytes }) => kilobytes > (limits[path] ?? usual))).toEqual([]);
  // React alone weighs more: nothing was weighed otherwise.
  for (const { path, kilobytes } of weights) expect(kilobytes, path).toBeGreaterThan(100);
});

/** The scripts that the page's own HTML asks for. */
async function weigh(request: APIRequestContext, path: string): Promise<number> {
  const answer = await request.get(path);
  expect(answer.status(), path).toBe(200);
  const tags = (await answer.text()).match(/<script[^>]*\ssrc="[^"]+"[^>]*>/g) ?? [];
  const sources = tags
    .filter((tag) => !/nomodule/i.test(tag))
    .map((tag) => / src="([^"]+)"/.exec(tag)?.[1] ?? "");
  let bytes = 0;
  for (const source of new Set(sources)) {
    bytes += gzipSync(await (await request.get(source)).body()).length;
  }
  return Math.ceil(bytes / 1000);
}
