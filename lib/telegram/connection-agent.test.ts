import http from "node:http";
import https from "node:https";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { HttpError } from "grammy";
import { afterEach, expect, it } from "vitest";
import { connectionAgent } from "./connection-agent";
import { classifyOutcome } from "./send";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that does this with each connection; its port. */
async function serve(meet: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    closing.push(() => socket.destroy());
    socket.on("error", () => undefined);
    meet(socket);
  });
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** What the error of one request means for its message. */
function outcomeAt(url: string, wait?: number): Promise<string> {
  const client = url.startsWith("https:") ? https : http;
  return new Promise((resolve) => {
    const request = client.request(url, { method: "POST", agent: connectionAgent(url, wait) });
    request.on("error", (error) =>
      resolve(classifyOutcome(new HttpError("failed", error)).outcome),
    );
    request.end("hello");
  });
}

it("TLS that does not come about, in time or at all, is certainly not sent", async () => {
  const silent = await serve((socket) => socket.resume());
  expect(await outcomeAt(`https://127.0.0.1:${silent}`, 50)).toBe("again");
  const plain = await serve((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  expect(await outcomeAt(`https://127.0.0.1:${plain}`)).toBe("again");
  const rude = await serve((socket) => socket.once("data", () => socket.resetAndDestroy()));
  expect(await outcomeAt(`https://127.0.0.1:${rude}`)).toBe("again");
});

it("a connection that stood and then broke may have carried the message", async () => {
  const rude = await serve((socket) => socket.once("data", () => socket.resetAndDestroy()));
  expect(await outcomeAt(`http://127.0.0.1:${rude}`)).toBe("unknown");
});

it("a port that nobody listens on is certainly not sent", async () => {
  const port = await serve(() => undefined);
  for (const close of closing.splice(0)) close();
  expect(await outcomeAt(`http://127.0.0.1:${port}`)).toBe("again");
});
