import type { ChildProcess } from "node:child_process";
import { migrate } from "@/db/migrate";
import { setWebhook } from "@/scripts/crm/set-webhook";
import { completeStandalone } from "@/scripts/standalone-files";
import { startRoundRobin } from "@/tests/support/network/round-robin";
import { spawnChild, spawnProgram, stopChild } from "./child";
import { freePort } from "./postgres";
import { startServices } from "./services";
import { waitFor } from "./wait-for";

export type Stack = Awaited<ReturnType<typeof startStack>>;

const build = ".next-test";

/**
 * The whole product as it is deployed: two built web servers behind one address and the worker as
 * processes, beside real Postgres, S3, Pusher and the Telegram simulator. Nothing may live in one web
 * server's memory that the other would miss. With `webs: 1` there is one and nothing before it
 * (measurements). Needs `next build` into `.next-test`.
 */
export async function startStack({
  webs: count = 2,
  settings = {},
}: {
  webs?: number;
  /** Variables of one's own. */
  settings?: Record<string, string>;
} = {}) {
  const port = await freePort();
  const appUrl = `http://127.0.0.1:${port}`;
  const services = await startServices(appUrl);
  const env: Record<string, string> = {
    ...services.env,
    DATA_DIR: services.directory,
    SIMULATOR_URL: services.simulatorUrl,
    ...settings,
  };
  const webs: ChildProcess[] = [];
  let balancer: Awaited<ReturnType<typeof startRoundRobin>> | undefined;
  let worker: ChildProcess | undefined;
  const stop = async () => {
    const ending = webs.map((web) => stopChild(web));
    await Promise.all([...ending, worker && stopChild(worker, "SIGKILL")]);
    if (balancer) console.log(`requests by web server: ${balancer.counts().join(" and ")}`);
    await balancer?.stop();
    await services.stop();
  };

  try {
    await migrate(env.DATABASE_URL ?? "");
    completeStandalone(build);
    const ports = count === 1 ? [port] : await Promise.all(Array.from({ length: count }, freePort));
    webs.push(...ports.map((webPort) => startWeb(env, webPort)));
    if (count > 1) balancer = await startRoundRobin(port, ports);
    worker = startWorker(env);
    await Promise.all(ports.map(waitForWeb));
    await setWebhook(env);

    return {
      env,
      appUrl,
      simulatorUrl: services.simulatorUrl,
      stopPusher: services.stopPusher,
      startPusher: services.startPusher,
      async killWorker() {
        if (worker) await stopChild(worker, "SIGKILL");
      },
      startWorker() {
        worker = startWorker(env);
      },
      /** The first web server ends as in a deployment: what it was asked is still answered. */
      async stopWeb() {
        if (webs[0]) await stopChild(webs[0]);
      },
      async startWeb() {
        webs[0] = startWeb(env, ports[0] ?? 0);
        await waitForWeb(ports[0] ?? 0);
      },
      stop,
    };
  } catch (error) {
    // Nobody gets a handle to end what has started.
    await stop();
    throw error;
  }
}

function startWeb(env: Record<string, string>, port: number) {
  return spawnChild("node_modules/.bin/node", [`${build}/standalone/server.js`], {
    ...env,
    PORT: String(port),
  });
}

function startWorker(env: Record<string, string>) {
  return spawnProgram("worker", [], env);
}

async function waitForWeb(port: number) {
  const url = `http://127.0.0.1:${port}/api/health`;
  const answers = () =>
    fetch(url).then(
      (response) => response.ok,
      () => false,
    );
  await waitFor(answers, "the web server", 60_000);
}
