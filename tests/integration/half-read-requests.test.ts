import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPoolingProxy } from "@/tests/support/network/pooling-proxy";
import { startBareWeb } from "../support/bare-web";
import { builtActions, isBuilt } from "../support/built";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

// The built web server behind a proxy that shares its connections: what one person's refused or
// broken request leaves on a connection, the next person would wait behind.
const { db, sql, close } = await testDatabase();
const make = teamMaker(db, sql);
/** Milliseconds for an answer; a connection that is stuck gives none at all. */
const patience = 10_000;
const megabyte = 1024 * 1024;

let web: Awaited<ReturnType<typeof startBareWeb>>;
let proxy: Awaited<ReturnType<typeof startPoolingProxy>>;
let token: string;

type Kind = {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body: Buffer;
  isChunked?: boolean;
  status: number[];
};

const action = () => builtActions().find(({ path }) => path === "/login")?.id ?? "";
const filler = (size: number) => Buffer.alloc(size, "a");

/** A part of an action's arguments that is no row of React's protocol, and much behind it. */
function undecodable(size: number): Buffer {
  const part = (name: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  return Buffer.from(`${part("0", "{not json")}${part("1", "a".repeat(size))}--b--\r\n`);
}

const multipart = "multipart/form-data; boundary=b";
const kinds: Record<string, () => Kind> = {
  "an action with a part that cannot be decoded": () => ({
    path: "/login",
    headers: { "next-action": action(), "content-type": multipart },
    body: undecodable(160_000),
    status: [500],
  }),
  "an action whose text is over 1 MB": () => ({
    path: "/login",
    headers: { "next-action": action(), "content-type": "text/plain;charset=UTF-8" },
    body: filler(3 * megabyte),
    status: [413, 500],
  }),
  "an action whose form is over 1 MB": () => ({
    path: "/login",
    headers: { "next-action": action(), "content-type": multipart },
    body: undecodable(3 * megabyte),
    status: [413, 500],
  }),
  "a form of a page over 1 MB": () => ({
    path: "/login",
    headers: { "content-type": multipart },
    body: undecodable(3 * megabyte),
    status: [200, 400, 404, 409, 413, 500],
  }),
  "an action that is not there": () => ({
    path: "/login",
    headers: { "next-action": "0".repeat(42), "content-type": "text/plain" },
    body: filler(megabyte / 2),
    status: [404, 409],
  }),
  "a POST to the API by nobody": () => ({
    path: "/api/messages/",
    body: filler(3 * megabyte),
    status: [401],
  }),
  "a POST to the API over 1 MB": () => ({
    path: "/api/messages/",
    headers: { authorization: `Bearer ${token}` },
    body: filler(3 * megabyte),
    status: [413],
  }),
  "the same in chunks of unknown number": () => ({
    path: "/api/messages/",
    headers: { authorization: `Bearer ${token}` },
    body: filler(3 * megabyte),
    isChunked: true,
    status: [413],
  }),
  "a POST to the webhook without its secret": () => ({
    path: "/api/telegram/webhook/",
    body: filler(3 * megabyte),
    status: [401],
  }),
  "a POST to the webhook of a size that Telegram never sends": () => ({
    path: "/api/telegram/webhook/",
    headers: { "x-telegram-bot-api-secret-token": process.env.TELEGRAM_WEBHOOK_SECRET ?? "" },
    body: filler(9 * megabyte),
    isChunked: true,
    status: [400],
  }),
  "a POST to the sign-in's own address": () => ({
    path: "/api/auth/signout/",
    headers: { "content-type": "application/json" },
    body: filler(3 * megabyte),
    isChunked: true,
    status: [413],
  }),
  "a GET of a page with a body": () => ({
    method: "GET",
    path: "/login",
    body: filler(3 * megabyte),
    status: [200],
  }),
  "a GET of the API with a body": () => ({
    method: "GET",
    path: "/api/clients/",
    body: filler(3 * megabyte),
    status: [401],
  }),
  "a method that is not there, with a body": () => ({
    method: "PUT",
    path: "/api/clients/",
    body: filler(3 * megabyte),
    status: [405],
  }),
  "an address that is not there, with a body": () => ({
    path: "/nothing/here",
    body: filler(3 * megabyte),
    status: [404],
  }),
};

/** The status that the proxy gave, 502 when the web server hung up, null when nothing came. */
function send({ method = "POST", path, headers = {}, body, isChunked }: Kind) {
  return new Promise<number | null>((resolve) => {
    const length = isChunked ? {} : { "content-length": body.length };
    const call = request(
      proxy.url + path,
      { method, headers: { ...headers, ...length }, agent: false },
      (answer) => {
        answer.resume();
        answer.once("end", () => resolve(answer.statusCode ?? null));
        answer.once("error", () => resolve(null));
      },
    );
    call.setTimeout(patience, () => call.destroy());
    call.once("error", () => resolve(null));
    if (isChunked)
      for (let at = 0; at < body.length; at += 65_536) call.write(body.subarray(at, at + 65_536));
    else call.write(body);
    call.end();
  });
}

const isWell = async () => {
  const signal = AbortSignal.timeout(patience);
  return fetch(`${proxy.url}/api/health`, { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
};

describe.skipIf(!isBuilt)("a request that is answered before it was read", () => {
  beforeAll(async () => {
    web = await startBareWeb();
    proxy = await startPoolingProxy(Number(new URL(web.url).port));
    token = await make.token(await make.person("admin", null));
  }, 90_000);
  afterAll(async () => {
    await proxy?.stop();
    await web?.stop();
    await close();
  });

  it.each(Object.keys(kinds))("leaves no connection half-read: %s", async (name) => {
    const kind = kinds[name]?.() as Kind;
    const statuses = await Promise.all(Array.from({ length: 8 }, () => send(kind)));
    expect(statuses.filter((status) => !kind.status.includes(status ?? 0))).toEqual([]);
    // More than the proxy has connections, so that each of them is met.
    const others = await Promise.all(Array.from({ length: 12 }, isWell));
    expect(others).toEqual(others.map(() => true));
  });

  it("answers a sender who waits for 100 Continue, and closes that connection alone", async () => {
    const words = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(web.url).port), "127.0.0.1");
      let said = "";
      socket.on("data", (chunk) => {
        said += chunk;
        if (/100 Continue\r\n\r\n$/.test(said)) socket.write(filler(2 * megabyte));
      });
      socket.on("error", () => undefined);
      socket.on("close", () => resolve(said));
      socket.write(
        `POST /api/messages/ HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: ${3 * megabyte}\r\n\r\n`,
      );
    });
    expect(words).toMatch(/HTTP\/1\.1 401[\s\S]*connection: close/i);
    expect(await isWell()).toBe(true);
  });

  it("keeps the connection of a request that was read whole", async () => {
    const answer = await fetch(`${web.url}/api/auth/signout/`, { method: "POST", body: "x" });
    expect(answer.headers.get("connection")).not.toBe("close");
    await answer.body?.cancel();
  });
});
