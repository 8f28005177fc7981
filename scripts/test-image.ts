import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { freePort } from "@/tests/support/postgres";
import { startServices } from "@/tests/support/services";
import { probeMainJob } from "@/tests/support/trigger/probe-main-job";
import { waitFor } from "@/tests/support/wait-for";
import { type Engine, findEngine } from "./image/engine";

// `npm run test:image`: builds the image as the Dockerfile says and runs the main job in it: migrations,
// web server, worker and live updates server, each with a read-only root and as the image's user.
// BASE_IMAGE: another base image than Docker Hub's Node. IMAGE_BUILD_ARGS: more arguments for the build,
// such as a proxy's settings.
const image = "telegram-crm:test-image";

const engine = findEngine();
if (!engine) {
  console.log("skipped: neither docker (with a running daemon) nor buildah is here.");
  process.exit(0);
}
await testImage(engine);

async function testImage(engine: Engine) {
  const { BASE_IMAGE, IMAGE_BUILD_ARGS = "" } = process.env;
  const base = BASE_IMAGE ? ["--build-arg", `BASE_IMAGE=${BASE_IMAGE}`] : [];
  console.log(`Building with ${engine.name}…`);
  engine.build(image, [...base, ...IMAGE_BUILD_ARGS.split(/\s+/).filter(Boolean)]);
  const appUrl = `http://127.0.0.1:${await freePort()}`;
  const services = await startServices(appUrl);
  const started: ChildProcess[] = [];
  try {
    // Replaced by the image's own live updates server.
    await services.stopPusher();
    const { PUSHER_PORT = "" } = services.env;
    const env = { ...services.env, LIVE_PORT: PUSHER_PORT, HOSTNAME: "127.0.0.1" };
    const start = (...command: string[]) => {
      const child = engine.start(image, command.length > 0 ? { env, command } : { env });
      child.stderr?.pipe(process.stderr);
      started.push(child);
      return child;
    };
    const done = async (...command: string[]) => {
      const child = start(...command);
      let text = "";
      child.stdout?.on("data", (chunk: Buffer) => {
        text += chunk;
      });
      const [code] = await once(child, "close");
      if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}.`);
      return text;
    };
    const crm = (...args: string[]) => done("node", "dist/crm.mjs", ...args);

    say(`user: ${(await done("id", "-un")).trim()}`);
    say(`size above the base: ${(await done("du", "-sm", "/app")).split("\t")[0]} MB`);
    await refusesToWrite(done);
    await done("node", "dist/migrate.mjs");
    say("migrated");
    const programs = [start("node", "dist/live.mjs"), start("node", "dist/worker.mjs"), start()];
    await waitFor(
      async () => (await fetch(`${appUrl}/api/health`).catch(() => null))?.ok,
      "the web server",
      60_000,
    );
    await crm("set-webhook");
    const isReady = async () => {
      const answer = await fetch(`${appUrl}/api/ready`).catch(() => null);
      return answer?.ok && ((await answer.json()) as { status: string }).status === "ok";
    };
    await waitFor(isReady, "everything to be ready", 60_000);
    say("web, worker and live updates are ready");
    await probeMainJob({ appUrl, crm, control: new SimulatorControl(services.simulatorUrl) });
    say("a client's message came in, and the answer went out");
    const ended = programs.map((child) => once(child, "close"));
    for (const child of programs) child.kill("SIGTERM");
    await Promise.all(ended);
    say("ended on SIGTERM");
    console.log("\nThe image works.");
  } finally {
    for (const child of started) child.kill("SIGKILL");
    await services.stop();
    engine.remove(image);
  }
}

/** With a writable root, a program that needs to write would go unnoticed. */
async function refusesToWrite(done: (...command: string[]) => Promise<string>) {
  const script = "touch /app/x 2>/dev/null && echo written || echo refused";
  const answer = (await done("sh", "-c", script)).trim();
  if (answer !== "refused") throw new Error("The root is not read-only.");
  say("root: read-only");
}

function say(line: string) {
  console.log(`  ${line}`);
}
