import { type ChildProcess, spawn } from "node:child_process";
import Pusher from "pusher";
import { stopChild } from "./child";
import { freePort } from "./postgres";
import { waitFor } from "./wait-for";

export const liveApp = { id: "desk", key: "desk-key", secret: "the-desk's-own-secret" };

/** The image's limits (Dockerfile). */
const memory = ["--max-old-space-size=256", "--max-semi-space-size=8"];

/** The live updates server in its own process, started as in production. */
export async function startLiveProcess(more: Record<string, string> = {}) {
  const port = await freePort();
  const child = spawn(process.execPath, [...memory, "--import", "tsx", "live/main.ts"], {
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production",
      APP_URL: "https://desk.example.com",
      PUSHER_APP_ID: liveApp.id,
      PUSHER_KEY: liveApp.key,
      PUSHER_SECRET: liveApp.secret,
      HOST: "127.0.0.1",
      LIVE_PORT: String(port),
      LOG_LEVEL: "warn",
      ...more,
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
  const url = `http://127.0.0.1:${port}`;
  await waitFor(async () => (await fetch(`${url}/health`).catch(() => null))?.ok, "live server");
  return {
    port,
    url,
    ended,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    signal: (name: NodeJS.Signals) => child.kill(name),
    backend: new Pusher({
      appId: liveApp.id,
      key: liveApp.key,
      secret: liveApp.secret,
      host: "127.0.0.1",
      port: String(port),
      useTLS: false,
    }),
    /** A metric's value, summed over its labels. */
    async figure(name: string): Promise<number> {
      const text = await (await fetch(`${url}/metrics`)).text();
      const lines = text.split("\n").filter((line) => new RegExp(`^${name}(\\{| )`).test(line));
      return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
    },
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess) {
  if (child.exitCode === null && child.signalCode === null) await stopChild(child, "SIGKILL");
}
