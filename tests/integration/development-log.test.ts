import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants";
import { afterAll, describe, expect, it } from "vitest";
import nextConfig from "@/next.config";
import { stopChild } from "../support/child";
import { testDatabase } from "../support/database";
import { freePort } from "../support/postgres";
import { teamMaker } from "../support/team";
import { waitFor } from "../support/wait-for";

// What people search for is personal: the development server's lines hold none of it.
const { db, sql, close } = await testDatabase({ API_RATE_LIMIT: "0" });
const make = teamMaker(db, sql);
const phone = "9165550142";
afterAll(close);

it("the development server is told to write down no address and no action's input", () => {
  const { logging } = nextConfig(PHASE_DEVELOPMENT_SERVER);
  expect(logging).toMatchObject({ incomingRequests: false, serverFunctions: false });
});

// It compiles what is asked for, which takes a minute on a busy machine.
describe.skipIf(process.env.TEST_FULL !== "1")("a running development server", () => {
  it("names no searched phone in its lines, by REST or on a screen", async () => {
    const id = await make.person("admin", null);
    const token = await make.token(id);
    const { cookie } = await make.session(id);
    const port = await freePort();
    const folder = `.next-log-${port}`;
    const next = resolve("node_modules/next/dist/bin/next");
    const tsconfig = readFileSync("tsconfig.json");
    const child = spawn(resolve("node_modules/.bin/node"), [next, "dev", "-p", String(port)], {
      env: { ...process.env, NODE_ENV: "development", NEXT_DIST_DIR: folder, LOG_LEVEL: "debug" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let lines = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        lines += chunk;
      });
    }
    try {
      const at = `http://127.0.0.1:${port}`;
      const health = () =>
        fetch(`${at}/api/health/`).then(
          ({ ok }) => ok,
          () => false,
        );
      await waitFor(health, "the development server", 120_000);
      const headers = { authorization: `Bearer ${token}` };
      for (const search of [`%2B7${phone}`, phone, `x&cursor=${phone}`]) {
        await fetch(`${at}/api/clients/?search=${search}`, { headers });
        await fetch(`${at}/api/nowhere/?search=${search}`, { headers });
        await fetch(`${at}/clients?search=${search}`, { headers: { cookie } });
      }
      expect(lines).toContain(String(port));
      expect(lines).not.toContain(phone);
    } finally {
      await stopChild(child);
      rmSync(folder, { recursive: true, force: true });
      // Next adds each folder that it builds into.
      writeFileSync("tsconfig.json", tsconfig);
    }
  }, 300_000);
});
