import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stopChild } from "../support/child";
import { testEnvironment } from "../support/environment";
import { freePort } from "../support/postgres";
import { waitFor } from "../support/wait-for";

// `npm start` on a copy of the build (`npm test` builds before this): it completes the folder it runs.
const build = ".next-test";
const folder = mkdtempSync(join(tmpdir(), "crm-start-"));
const command = ["scripts/run.mjs", "--no-install", "--no-env", "scripts/start.mjs"];
let port: number;
let web: ChildProcess | undefined;

describe("npm start", () => {
  it.each(["AUTH_SECRET", "DATABASE_URL", "TELEGRAM_TOKEN"])("refuses without %s", (name) => {
    const refused = spawnSync("node", command, {
      env: environment({ [name]: "" }),
      encoding: "utf8",
    });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(new RegExp(`^Not set: ${name}\\.`));
    expect(refused.stderr).not.toContain("    at ");
  });

  it("says that there is no build", () => {
    const env = environment({ NEXT_DIST_DIR: join(folder, "nothing") });
    const refused = spawnSync("node", command, { env, encoding: "utf8" });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/npm run build/);
  });
});

describe.skipIf(!existsSync(`${build}/BUILD_ID`))("npm start with a build", () => {
  beforeAll(async () => {
    for (const part of ["standalone", "static"]) {
      cpSync(join(build, part), join(folder, build, part), { recursive: true });
    }
    port = await freePort();
    const env = environment({ PORT: String(port), HOST: "127.0.0.1", HOSTNAME: "elsewhere" });
    web = spawn("node", command, { env, stdio: ["ignore", "ignore", "inherit"] });
    const health = () => fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
    await waitFor(async () => (await health())?.ok, "the web server", 30_000);
  });

  afterAll(async () => {
    if (web) await stopChild(web, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  it("serves pages with their files", async () => {
    const page = await (await fetch(`http://127.0.0.1:${port}/login`)).text();
    const [, style = ""] = /"(\/_next\/static\/[^"\\]+\.css)"/.exec(page) ?? [];
    const file = await fetch(`http://127.0.0.1:${port}${style}`);
    expect([file.status, file.headers.get("content-type")]).toEqual([
      200,
      "text/css; charset=UTF-8",
    ]);
  });

  it("keeps idle connections longer than a proxy does", async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`);
    expect(answer.headers.get("keep-alive")).toBe("timeout=125");
  });

  it.each([
    ["npm", "npm", ["start"]],
    ["run.mjs", "node", command],
  ])("ends and frees its port when %s is killed", async (_, program, args) => {
    const free = await freePort();
    const env = environment({ PORT: String(free), HOST: "127.0.0.1" });
    const killed = spawn(program, args, { env, stdio: "ignore" });
    const answers = () =>
      fetch(`http://127.0.0.1:${free}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await waitFor(answers, "the web server", 30_000);
    killed.kill("SIGKILL");
    await waitFor(async () => !(await answers()), "the port to be free", 15_000);
  });

  it("ends on SIGTERM within ten seconds, even for a client that stops reading", async () => {
    // The stylesheet's body and this one are never read.
    await fetch(`http://127.0.0.1:${port}/api/schema/`);
    const started = Date.now();
    if (web) await stopChild(web);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(web?.exitCode).toBe(143);
    await expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow();
  });
});

function environment(more: Record<string, string>): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    ...testEnvironment(),
    NODE_ENV: "production",
    NEXT_DIST_DIR: join(folder, build),
    ...more,
  };
}
