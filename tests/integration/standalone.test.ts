import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { probeMainJob } from "@/tests/support/trigger/probe-main-job";
import { bundledPrograms, stopChild } from "../support/child";
import { freePort } from "../support/postgres";
import { startServices } from "../support/services";
import { waitFor } from "../support/wait-for";

// What the image is, without Docker: the files that the Dockerfile copies, in a folder of their own
// that the user cannot write to, run by a user who is not root. `npm test` builds before this.
const build = ".next-test";
const isBuilt = existsSync(`${build}/BUILD_ID`);
const folder = mkdtempSync(join(tmpdir(), "crm-image-"));
const node = join(folder, "node");
// Nobody's number on Debian; only root may become somebody else.
const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

let services: Awaited<ReturnType<typeof startServices>>;
let control: SimulatorControl;
let appUrl: string;
let env: Record<string, string>;
let before: string[];
let said = "";
let worker: ChildProcess;
let live: ChildProcess;
let web: ChildProcess;
let headers: Record<string, string>;
let clientId: number;
let thread: () => Promise<{ content: string }[]>;

describe.skipIf(!isBuilt)("the image's files, read-only, run by nobody", () => {
  beforeAll(async () => {
    copyAsDockerfile();
    appUrl = `http://127.0.0.1:${await freePort()}`;
    services = await startServices(appUrl);
    control = new SimulatorControl(services.simulatorUrl);
    env = services.env;
    before = listing(folder);
  }, 120_000);

  afterAll(async () => {
    for (const program of [web, worker, live]) if (program) await stopChild(program, "SIGKILL");
    await services?.stop();
    makeWritable(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  it("live.mjs refuses to start without the app's secret, in one sentence that names it", () => {
    const refused = run(["dist/live.mjs"], { PUSHER_SECRET: "" });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toBe("Not set: PUSHER_SECRET. See .env.example for what each one is.\n");
  });

  it.each(["dist/worker.mjs", "server.js"])(
    "%s refuses to start without a setting, in one sentence that names it",
    (program) => {
      const refused = run([program], { AUTH_SECRET: "" });
      expect(refused.status).toBe(1);
      expect(refused.stderr).toMatch(/^Not set: AUTH_SECRET\./m);
      expect(refused.stderr).not.toContain("    at ");
    },
    30_000,
  );

  it("server.js refuses an address that could not work, by the setting's name", () => {
    const refused = run(["server.js"], { TELEGRAM_API_ROOT: "api.telegram.org" });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("TELEGRAM_API_ROOT: must be an address like");
  }, 30_000);

  it("refuses to migrate or work through a transaction pooler, in one sentence", () => {
    for (const program of ["migrate", "worker"]) {
      const refused = run([`dist/${program}.mjs`], {
        DATABASE_URL: `${env.DATABASE_URL}?pgbouncer=true`,
      });
      expect(refused.status, program).toBe(1);
      expect(refused.stderr).toMatch(/^The (migration|worker) holds a lock of a session.*\n$/);
    }
  });

  it("migrates, starts, is healthy and ready, and shows the sign-in page with its files", async () => {
    expect(crm("migrate")).toContain("up to date");
    await startLive();
    worker = start("dist/worker.mjs");
    await startWeb();
    expect(run(healthCheck()).status).toBe(0);
    crm("crm", "set-webhook");
    const ready = async () => (await fetch(`${appUrl}/api/ready`)).json();
    // The worker may still be starting, and an answer is good for five seconds.
    const isReady = async () => ((await ready()) as { status: string }).status === "ok";
    await waitFor(isReady, "the product to be ready", 30_000);
    expect(await ready()).toEqual({
      status: "ok",
      uploads: "post",
      disk: "ok",
      checks: { database: "ok", storage: "ok", realtime: "ok", jobs: "ok", telegram: "ok" },
    });
    const page = await (await fetch(`${appUrl}/login`)).text();
    expect(/<title>[^<]+/.exec(page)?.[0]).toContain("Вход");
    const files = [...page.matchAll(/"(\/_next\/static\/[^"\\]+)"/g)].map(([, path]) => path);
    expect(files.length).toBeGreaterThan(3);
    for (const path of new Set(files)) expect((await fetch(appUrl + path)).status, path).toBe(200);
    const swagger = await fetch(`${appUrl}/api/schema/swagger/swagger-ui-bundle.js`);
    expect(swagger.status).toBe(200);
  }, 60_000);

  it("takes a client's message in and an operator's answer out", async () => {
    const shell = (...args: string[]) =>
      // What a verb prints, however much is logged beside it.
      run(["dist/crm.mjs", ...args], { LOG_LEVEL: "debug" }).stdout;
    ({ headers, clientId, thread } = await probeMainJob({ appUrl, control, crm: shell }));
  });

  it("passes every check of its doctor", () => {
    const { ok, checks } = JSON.parse(crm("crm", "doctor", "--json"));
    expect(checks.filter((one: { isWell: boolean }) => !one.isWell)).toEqual([]);
    expect(ok).toBe(true);
  });

  it("on SIGTERM answers what it has taken; the rest, sent again, is there once", async () => {
    const texts = Array.from({ length: 80 }, (_, n) => `Ответ ${n}`);
    let settled = 0;
    const calls = texts.map((text) => post(text).finally(() => settled++));
    await Promise.race(calls);
    const ended = stopChild(web);
    expect(settled, "some are under way").toBeLessThan(texts.length);
    const statuses = await Promise.all(calls);
    await ended;
    // Not accepted (null) or done; never half done, never an error.
    expect(statuses.filter((status) => status !== 201 && status !== null)).toEqual([]);
    const taken = texts.filter((_, n) => statuses[n] === 201);
    expect(taken.length).toBeGreaterThan(0);

    await startWeb();
    const stored = (await thread()).map(({ content }) => content);
    expect(taken.filter((text) => !stored.includes(text))).toEqual([]);
    // What a slow machine broke off after its ten seconds is "still running" until its key is given up.
    const again = async (text: string) => {
      return waitFor(
        async () => {
          const answer = await post(text);
          return answer === 409 && !taken.includes(text) ? null : answer;
        },
        `the answer to ${text}`,
        90_000,
      );
    };
    expect(await Promise.all(texts.map(again))).toEqual(texts.map(() => 201));
    const all = (await thread()).map(({ content }) => content);
    expect(all.filter((text) => text.startsWith("Ответ ")).sort()).toEqual([...texts].sort());
  }, 150_000);

  it("on SIGTERM ends all its programs within ten seconds, having written nothing", async () => {
    const started = Date.now();
    await Promise.all([worker, web, live].map((program) => stopChild(program)));
    expect(Date.now() - started).toBeLessThan(10_000);
    // Next ends itself with 128 + 15 when it has answered what it was asked.
    expect([worker.exitCode, web.exitCode, live.exitCode]).toEqual([0, 143, 0]);
    expect(listing(folder)).toEqual(before);
    expect(said).not.toMatch(/EACCES|EROFS|EPERM/);
  });
});

/** The second stage's COPY lines, done by hand; the build lies in a folder of its own name here. */
function copyAsDockerfile() {
  cpSync(bundledPrograms(), join(folder, "dist"), { recursive: true });
  const lines = readFileSync("Dockerfile", "utf8").matchAll(
    /^COPY --from=build \/app\/(\S+) \.\/(\S*)$/gm,
  );
  const copies = [...lines].map(([, from = "", to = ""]) => ({ from, to }));
  expect(copies.map(({ from }) => from)).toContain("dist");
  for (const { from, to } of copies.filter((copy) => copy.from !== "dist")) {
    const named = (path: string) => path.replace(/^\.next/, build);
    cpSync(named(from), join(folder, named(to)), { recursive: true });
  }
  // A copy of the program: nobody may not look into every checkout.
  copyFileSync(resolve("node_modules/.bin/node"), node);
  for (const path of [folder, ...paths(folder)]) {
    const isOpen = statSync(path).isDirectory() || path === node;
    chmodSync(path, isOpen ? 0o555 : 0o444);
  }
}

function run(args: string[], more: Record<string, string> = {}) {
  return spawnSync(node, args, { ...options(more), encoding: "utf8" });
}

/** Only what names the services: no PATH, no home, nothing of this checkout. */
function options(more: Record<string, string> = {}) {
  const named = { ...env, ...more, HOME: "/nonexistent", NODE_ENV: "production" as const };
  return { cwd: folder, env: named, ...asNobody };
}

function start(program: string, only?: Record<string, string>) {
  const given = only
    ? { ...options(), env: { ...only, NODE_ENV: "production" as const } }
    : options();
  const child = spawn(node, [program], { ...given, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk;
    });
  }
  return child;
}

/** In the place of the tests' own push server, with what compose.yaml gives it and nothing else. */
async function startLive() {
  await services.stopPusher();
  const { PUSHER_PORT = "" } = env;
  const names = ["APP_URL", "PUSHER_APP_ID", "PUSHER_KEY", "PUSHER_SECRET"];
  const own = Object.fromEntries(names.map((name) => [name, env[name] ?? ""]));
  live = start("dist/live.mjs", { ...own, LIVE_PORT: PUSHER_PORT });
  const health = () => fetch(`http://127.0.0.1:${PUSHER_PORT}/health`).catch(() => null);
  await waitFor(async () => (await health())?.ok, "the live updates' server", 30_000);
}

async function startWeb() {
  web = start("server.js");
  const health = () => fetch(`${appUrl}/api/health`).catch(() => null);
  await waitFor(async () => (await health())?.ok, "the web server", 30_000);
}

/** The status of posting an answer, by a key of its own text; null when nobody took it. */
function post(content: string): Promise<number | null> {
  const body = JSON.stringify({ client_id: clientId, content });
  const key = createHash("sha256").update(content).digest("hex");
  const init = { method: "POST", headers: { ...headers, "idempotency-key": key }, body };
  return fetch(`${appUrl}/api/messages/`, init).then(
    ({ status }) => status,
    () => null,
  );
}

/** What a bundled program prints; it must end with 0. */
function crm(program: string, ...args: string[]): string {
  const done = run([`dist/${program}.mjs`, ...args]);
  expect(done.status, done.stderr).toBe(0);
  return done.stdout;
}

/** The image's own health check, as Docker runs it. */
function healthCheck(): string[] {
  const [, words = "[]"] =
    /HEALTHCHECK[\s\S]*?CMD (\[.*\])/.exec(readFileSync("Dockerfile", "utf8")) ?? [];
  return (JSON.parse(words) as string[]).slice(1);
}

function paths(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).map((path) =>
    join(directory, path),
  );
}

function listing(directory: string): string[] {
  return paths(directory)
    .map((path) => `${path} ${statSync(path).mtimeMs} ${statSync(path).size}`)
    .sort();
}

function makeWritable(directory: string) {
  for (const path of [directory, ...paths(directory)]) chmodSync(path, 0o755);
}
