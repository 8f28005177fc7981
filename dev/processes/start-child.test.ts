import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, it } from "vitest";
import { processCommand } from "./process-command";
import { startChild } from "./start-child";

const folder = mkdtempSync(join(tmpdir(), "crm-child-"));
const script = join(folder, "child.mjs");
writeFileSync(
  script,
  `console.log("pid " + process.pid); setInterval(() => {}, 1000); console.log('{"ready":true}');
   if (process.argv[2] === "fail") { console.error("no luck"); process.exit(3); }`,
);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const options = (say: (line: string) => void = () => {}) => ({
  name: "child",
  script,
  env: {},
  announcesReady: false,
  say,
});

describe("startChild", () => {
  it("starts a child again when it dies, and no more once it is stopped", async () => {
    const pids: number[] = [];
    const child = await startChild(
      options((line) => {
        if (line.startsWith("pid ")) pids.push(Number(line.slice(4)));
      }),
    );
    await until(() => pids.length === 1);
    process.kill(pids[0] ?? 0, "SIGKILL");
    await until(() => pids.length === 2);
    await child.stop();
    expect(processCommand(pids[1] ?? 0)).toBeNull();
  });

  it("rejects with the child's last words when it ends before it is ready", async () => {
    const failing = join(folder, "failing.mjs");
    writeFileSync(failing, `console.error("no luck"); process.exit(3);`);
    const start = startChild({ ...options(), script: failing, announcesReady: true });
    await expect(start).rejects.toThrow(/code 3.*no luck/s);
  });

  it("has children that end when their starter is killed", async () => {
    const starter = join(folder, "starter.ts");
    const module = JSON.stringify(join(import.meta.dirname, "start-child.ts"));
    writeFileSync(
      starter,
      `import { startChild } from ${module};
       startChild({ name: "child", script: ${JSON.stringify(script)}, env: {}, announcesReady: false, say: console.log });`,
    );
    const parent = spawn(process.execPath, ["--import", "tsx", starter], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = await new Promise<number>((resolve) => {
      createInterface({ input: parent.stdout }).on("line", (line) => {
        if (line.startsWith("pid ")) resolve(Number(line.slice(4)));
      });
    });
    expect(processCommand(pid)).toContain(script);
    parent.kill("SIGKILL");
    await until(() => processCommand(pid) === null);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error("waited 10 s in vain");
    await new Promise((done) => setTimeout(done, 20));
  }
}
