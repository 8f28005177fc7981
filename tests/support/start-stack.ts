import { chromium } from "playwright/test";
import { signIn } from "@/tests/e2e/pages/sign-in";
import { browserLaunchOptions } from "./browser";
import { seedDemo, team } from "./seed-team";
import { type Stack, startStack } from "./stack";

/**
 * Starts the product with its demo data and signs the team in once; specs find the addresses and the
 * sign-ins in the environment. With `E2E_APP_URL` set there is a stack already and nothing is started.
 */
export default async function setup() {
  if (process.env.E2E_APP_URL) return;
  const stack = await startStack({ settings: { API_RATE_LIMIT: "0" } });
  await seedDemo(stack);
  process.env.E2E_APP_URL = stack.appUrl;
  process.env.E2E_SIMULATOR_URL = stack.simulatorUrl;
  process.env.E2E_DATABASE_URL = stack.env.DATABASE_URL;
  process.env.E2E_CONTROL_URL = await startControl(stack);
  process.env.E2E_SIGN_INS = JSON.stringify(await signTeamIn());
  return () => stack.stop();
}

async function signTeamIn() {
  const browser = await chromium.launch(await browserLaunchOptions());
  const states = await Promise.all(
    Object.entries(team).map(async ([role, telegramId]) => {
      const page = await signIn(browser, telegramId);
      const state = await page.context().storageState();
      await page.context().close();
      return [role, state] as const;
    }),
  );
  await browser.close();
  return Object.fromEntries(states);
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
