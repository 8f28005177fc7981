import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
function statusOf(method: string, path: string): Promise<number> {
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
    socket.write(
      `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncookie: ${cookie}\r\nsec-fetch-site: same-origin\r\n\r\n`,
    );
  });
}

const pagePaths = () => builtPages().map(({ path }) => path.replace(/\[\w+\]/g, "1"));
const routePaths = () =>
  builtRoutes().map((path) =>
    path
      .replace(/\{\w+\}/g, "1")
      .replace("[...path]", "nothing/here")
      .replace("[...nextauth]", "session"),
  );

/** In the place of each id of an address, and behind it. */
function placed(path: string, bad: string): string[] {
  return [
    path.replace(/\[\w+\]|\{\w+\}|\[\.\.\.\w+\]/g, bad),
    `${path.replace(/[[{].*$/, "")}/${bad}`,
  ].map((one) => one.replaceAll("//", "/"));
}

describe.skipIf(!isBuilt)("the built web server", () => {
  beforeAll(async () => {
    web = await startBareWeb();
    cookie = (await make.session(await make.person("admin", null))).cookie;
  }, 90_000);
  afterAll(async () => {
    await web?.stop();
    await close();
  });

  it.each(odd)("answers an address with %s in any place as one that is not there", async (bad) => {
    const all = [...builtPages().map(({ path }) => path), ...builtRoutes()];
    const addresses = new Set(all.flatMap((path) => placed(path, bad)));
    const wrong: string[] = [];
    for (const address of [
      ...addresses,
      `/_next/static/${bad}`,
      `/${bad}`,
      `/clients?search=${bad}`,
    ]) {
      const status = await statusOf("GET", address);
      if (status >= 500) wrong.push(`${status} ${address}`);
    }
    expect(wrong).toEqual([]);
  });

  it("answers 404 to a chat whose id cannot be decoded", async () => {
    expect(await statusOf("GET", "/chat/%E0%A4%A")).toBe(404);
    expect(await statusOf("GET", "/api/clients/%E0%A4%A/")).toBe(422);
  });

  it.each(oddMethods)("answers %s to every page and route 404 or 405", async (method) => {
    const wrong: string[] = [];
    for (const path of [...pagePaths(), ...routePaths(), "/nothing", "/_next/static/x.js"]) {
      const status = await statusOf(method, path);
      if (![404, 405].includes(status)) wrong.push(`${status} ${path}`);
    }
    expect(wrong).toEqual([]);
  });
});
