import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { watchRequests } from "./watch-requests";

// A plain server that answers as Next does: an empty 405 whose headers are flushed first.
let server: Server;
let base = "";

beforeAll(async () => {
  watchRequests();
  server = createServer((request, response) => {
    if (request.method === "PUT") {
      response.statusCode = 405;
      response.flushHeaders();
      response.end();
      return;
    }
    response.setHeader("x-seen-url", request.url ?? "");
    response.setHeader("x-seen-method", request.method ?? "");
    response.end(String(request.headers["x-direct-peer"]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it("gives words and Allow to an empty 405 of an address of the API", async () => {
  const answer = await fetch(`${base}/api/clients/7`, { method: "PUT" });
  expect(answer.status).toBe(405);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("allow")).toBe("GET, PATCH, DELETE, HEAD, OPTIONS");
  expect(await answer.json()).toMatchObject({ status: 405, title: "Method not allowed" });
});

it("leaves the 405 of a page alone", async () => {
  const answer = await fetch(`${base}/login`, { method: "PUT" });
  expect([answer.status, await answer.text()]).toEqual([405, ""]);
});

it("notes the socket's other end, never what a caller wrote, and nothing behind a proxy", async () => {
  const peer = async (headers: Record<string, string>) =>
    (await fetch(`${base}/api/metrics`, { headers })).text();
  expect(await peer({})).toBe("127.0.0.1");
  expect(await peer({ "x-direct-peer": "10.0.0.1" })).toBe("127.0.0.1");
  expect(await peer({ "x-direct-peer": "10.0.0.1", "x-forwarded-for": "8.8.8.8" })).toBe(
    "undefined",
  );
});

it("takes an odd method for one that the address does not have, never for one that it has", async () => {
  const seen = async (method: string, path: string) => {
    const answer = await new Promise<string>((resolve) => {
      const options = { method, path, port: new URL(base).port, host: "127.0.0.1" };
      request(options, (got) =>
        resolve(String(got.headers["x-seen-method"] ?? got.statusCode)),
      ).end();
    });
    return answer;
  };
  expect(await seen("TRACE", "/api/clients/7/tags/")).toBe("DELETE");
  expect(await seen("PROPFIND", "/api/clients/7/")).toBe("405");
  expect(await seen("TRACE", "/login")).toBe("405");
  expect(await seen("DELETE", "/api/clients/7/")).toBe("DELETE");
});

it("mends an address that cannot be decoded, and no other", async () => {
  const seen = async (path: string) => (await fetch(base + path)).headers.get("x-seen-url");
  expect(await seen("/api/clients/%E0%A4%A?x=%E0")).toBe("/api/clients/%25E0%25A4%25A?x=%E0");
  expect(await seen("/api/clients/%D0%AF")).toBe("/api/clients/%D0%AF");
});
