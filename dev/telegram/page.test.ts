import http from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTelegramSimulator, type TelegramSimulator } from "./server";

let sim: TelegramSimulator;

beforeAll(async () => {
  sim = await startTelegramSimulator();
});
afterAll(() => sim.close());

it("serves the page, also behind a bot's link, with nothing from outside", async () => {
  for (const path of ["/?start=abc&as=1", "/t.me/desk_demo_bot?start=abc"]) {
    const response = await fetch(sim.url + path);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]);
    expect(assets).toEqual(["/sim-page/page.css", "/sim-page/main.js"]);
    for (const asset of assets) {
      const text = await (await fetch(sim.url + asset)).text();
      expect(text.length).toBeGreaterThan(1_000);
      expect(text).not.toMatch(/@import|url\(["']?https?:/);
    }
  }
  expect((await fetch(`${sim.url}/missing`)).status).toBe(404);
});

function statusWith(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .get(`${sim.url}/_sim/state`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
      .on("error", reject);
  });
}

it("lets only pages and programs of this machine control it", async () => {
  expect(await statusWith({})).toBe(200);
  expect(await statusWith({ origin: sim.url })).toBe(200);
  expect(await statusWith({ origin: "https://example.com" })).toBe(403);
  expect(await statusWith({ host: "example.com" })).toBe(403);
});
