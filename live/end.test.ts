import { spawnSync } from "node:child_process";
import PusherJs from "pusher-js";
import { expect, it, onTestFinished } from "vitest";
import { liveApp, startLiveProcess } from "@/tests/support/live-process";
import { rawWebSocket } from "@/tests/support/network/raw-websocket";

it("closes all sockets with 4200 on SIGTERM and exits in time", async () => {
  const server = await startLiveProcess();
  onTestFinished(server.stop);
  const browser = new PusherJs(liveApp.key, {
    cluster: "",
    wsHost: "127.0.0.1",
    wsPort: server.port,
    forceTLS: false,
    enabledTransports: ["ws"],
  });
  onTestFinished(() => browser.disconnect());
  const codes: number[] = [];
  browser.connection.bind("error", (error: { data?: { code?: number } }) => {
    if (error.data?.code) codes.push(error.data.code);
  });
  await new Promise((done) => browser.connection.bind("connected", done));
  // Never reads and never answers the closing handshake.
  const frozen = await rawWebSocket(server.port, `/app/${liveApp.key}?protocol=7`);
  frozen.socket.pause();
  const lost = new Promise((done) => browser.connection.bind("connecting", done));
  server.signal("SIGTERM");
  await lost;
  expect([...new Set(codes)]).toEqual([4200]);
  expect(await server.ended).toBe(0);
  frozen.socket.destroy();
}, 30_000);

it("starts with the app's settings alone and names a missing one", () => {
  const start = (env: Record<string, string>) =>
    spawnSync(process.execPath, ["--import", "tsx", "live/main.ts"], {
      env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", ...env },
      encoding: "utf8",
    });
  const some = { PUSHER_APP_ID: "a", PUSHER_KEY: "k", APP_URL: "https://desk.example.com" };
  const missing = start(some);
  expect(missing.status).toBe(1);
  expect(missing.stderr.trim()).toBe(
    "Not set: PUSHER_SECRET. See .env.example for what each one is.",
  );
  const guessable = start({ ...some, PUSHER_SECRET: "secret" });
  expect(guessable.status).toBe(1);
  expect(guessable.stderr).toContain("PUSHER_SECRET is a default");
}, 30_000);
