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
    if (request.url === "/fails") response.statusCode = 500;
    response.setHeader("x-seen-type", request.headers["content-type"] ?? "");
    response.setHeader("x-seen-url", request.url ?? "");
    response.setHeader("x-seen-method", request.method ?? "");
    response.end(String(request.headers["x-direct-peer"]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it("gives a body and Allow to an empty 405 of an address of the API", async () => {
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

/** What a request written by hand saw, and its status. */
function asked(method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; seen: Record<string, unknown> }>((resolve) => {
    const options = { method, path, headers, port: new URL(base).port, host: "127.0.0.1" };
    request(options, ({ statusCode, headers: seen }) =>
      resolve({ status: statusCode, seen }),
    ).end();
  });
}

it("takes an odd method for one that the address does not have, never for one that it has", async () => {
  const seen = async (method: string, path: string) => {
    const answer = await asked(method, path);
    return String(answer.seen["x-seen-method"] ?? answer.status);
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

it("takes the address of a whole server for one that is not there", async () => {
  expect((await asked("OPTIONS", "*")).seen["x-seen-url"]).toBe("/*");
});

it.each([
  ["/login", "multipart/form-data", "application/octet-stream"],
  ["/login", "Multipart/Form-Data; boundary=", "application/octet-stream"],
  ["/login", "multipart/form-data; boundary=x", "multipart/form-data; boundary=x"],
  ["/api/clients/", "multipart/form-data", "multipart/form-data"],
])("at %s a form of type %j is one of type %j", async (path, type, seen) => {
  expect((await asked("POST", path, { "content-type": type })).seen["x-seen-type"]).toBe(seen);
});

it.each([
  ["another site's", { origin: "https://evil.example" }, 403],
  ["nobody's", { origin: "null" }, 403],
  ["an unreadable", { origin: "://x" }, 403],
  [
    "another site's, behind a proxy,",
    { origin: "https://a.example", "x-forwarded-host": "b.example" },
    403,
  ],
  ["our own", { origin: "https://desk.example", "x-forwarded-host": "desk.example, x" }, 500],
  ["no", {}, 500],
])("a page's error for %s post is answered by its cause", async (_, headers, status) => {
  expect((await asked("POST", "/fails", headers)).status).toBe(status);
});
