import { seedTeam } from "./seed-team";
import { type Stack, startStack } from "./stack";

/** The stack's facts that specs need; processes are driven through `globalThis` by this same process. */
export default async function setup() {
  const stack = await startStack();
  await seedTeam(stack);
  process.env.E2E_APP_URL = stack.appUrl;
  process.env.E2E_SIMULATOR_URL = stack.simulatorUrl;
  process.env.E2E_DATABASE_URL = stack.env.DATABASE_URL;
  process.env.E2E_CONTROL_URL = await startControl(stack);
  return () => stack.stop();
}

/** Specs run in another process: a loopback control lets them stop and start services. */
async function startControl(stack: Stack): Promise<string> {
  const { createServer } = await import("node:http");
  const acts: Record<string, () => Promise<void> | void> = {
    "/pusher/stop": stack.stopPusher,
    "/pusher/start": stack.startPusher,
    "/worker/kill": stack.killWorker,
    "/worker/start": stack.startWorker,
    "/web/stop": stack.stopWeb,
    "/web/start": stack.startWeb,
  };
  const server = createServer(async (request, response) => {
    try {
      await acts[request.url ?? ""]?.();
      response.end("ok");
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}
