import { connect } from "node:net";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proxy } from "@/proxy";
import { startBareWeb } from "../support/bare-web";
import { builtPages, builtRoutes, isBuilt } from "../support/built";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

// Addresses and methods that no browser sends, to every page and route of the built web server.
const { db, sql, close } = await testDatabase({ API_RATE_LIMIT: "0" });
const make = teamMaker(db, sql);
let web: Awaited<ReturnType<typeof startBareWeb>>;
let cookie: string;

/** What cannot be decoded, or only to something that is no id. */
const odd = [
  "%E0%A4%A",
  "%",
  "%zz",
  "%C0%AF",
  "%ED%A0%80",
  "%00",
  "%2e%2e%2f",
  "..%5c",
  "%FF%FE",
  "1%",
];
const oddMethods = ["TRACE", "PROPFIND", "MKCOL", "PURGE", "SEARCH", "LINK", "M-SEARCH", "QUERY"];

/** The status of a request written by hand: clients of HTTP refuse to send most of these. */
function statusOf(method: string, path: string, headers: string[] = []): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(web.url).port), "127.0.0.1");
    let said = "";
    socket.on("data", (chunk) => {
      said += chunk;
      const status = /^HTTP\/1\.1 (\d+)/.exec(said)?.[1];
      if (!status) return;
      resolve(Number(status));
      socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`no answer to ${method} ${path}`)));
    const lines = ["host: 127.0.0.1", "connection: close", `cookie: ${cookie}`, ...headers];
    socket.write(
      `${[`${method} ${path} HTTP/1.1`, "sec-fetch-site: same-origin", ...lines].join("\r\n")}\r\n\r\n`,
    );
  });
}

/** What stands for an id in an address, or for the rest of one. */
const places = /\[\w+\]|\{\w+\}|\[\.\.\.\w+\]/g;
// Next's own page for errors is one.
const pagePaths = () => builtPages().flatMap(({ path }) => (path === "/_global-error" ? [] : path));

/** In the place of each id of an address, or behind it. */
const placed = (path: string, bad: string) =>
  path.search(places) >= 0 ? path.replace(places, bad) : `${path}/${bad}`.replace("//", "/");

describe.skipIf(!isBuilt)("the built web server", () => {
  beforeAll(async () => {
    web = await startBareWeb();
    cookie = (await make.session(await make.person("admin", null))).cookie;
  }, 90_000);
  afterAll(async () => {
    await web?.stop();
    await close();
  });

  it("answers no page or route with an error of its own for an id that cannot be decoded", async () => {
    const bad = "%E0%A4%A";
    const wrong: string[] = [];
    for (const path of [...pagePaths(), ...builtRoutes()]) {
      const status = await statusOf("GET", placed(path, bad));
      if (status >= 500) wrong.push(`${status} ${path}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it.each(odd)("takes %s for an id that is not there", async (bad) => {
    expect(await statusOf("GET", `/api/clients/${bad}/`)).toBeOneOf([404, 422]);
    for (const path of [`/chat/${bad}`, `/reports/${bad}`, `/_next/static/${bad}`, `/${bad}`]) {
      expect(await statusOf("GET", path), path).toBeLessThan(500);
    }
    expect(await statusOf("GET", `/api/clients/?search=${bad}`)).toBeOneOf([200, 422]);
  });

  it.each(oddMethods)("answers %s to every route 404 or 405", async (method) => {
    const wrong: string[] = [];
    for (const path of builtRoutes()) {
      const status = await statusOf(method, path.replace(places, "1"));
      if (![404, 405].includes(status)) wrong.push(`${status} ${path}`);
    }
    expect(wrong).toEqual([]);
    expect(await statusOf(method, "/chat")).toBeLessThan(500);
  });

  it("answers the address of a whole server, and forms and actions that are none", async () => {
    expect(await statusOf("OPTIONS", "*")).toBeLessThan(500);
    expect(await statusOf("POST", "/login", ["content-type: multipart/form-data"])).toBeLessThan(
      500,
    );
    const action = [`next-action: ${"0".repeat(42)}`, "content-type: text/plain"];
    for (const origin of ["null", "://x", "https://evil.example"]) {
      expect(await statusOf("POST", "/chat", [...action, `origin: ${origin}`]), origin).toBe(403);
    }
  });
});

it("the pages take GET, HEAD, POST and OPTIONS alone", () => {
  for (const method of ["PUT", "DELETE", "PATCH", "PROPFIND"]) {
    const answer = proxy(new NextRequest("http://desk/chat", { method }));
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
  }
  expect(proxy(new NextRequest("http://desk/chat")).status).toBe(200);
});
