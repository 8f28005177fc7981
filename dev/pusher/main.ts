import { startLiveServer } from "@/live/server";
import { dropper } from "./dropper";
import { Webhooks } from "./webhooks";

// The live updates server with two additions for tests: dropped events and Pusher's webhooks.
const { env } = process;
const app = {
  id: env.PUSHER_APP_ID ?? "app",
  key: env.PUSHER_KEY ?? "key",
  secret: env.PUSHER_SECRET ?? "secret",
};
const { PUSHER_WEBHOOK_URL: webhookUrl } = env;
const webhooks = webhookUrl ? new Webhooks(app, webhookUrl) : null;

try {
  const server = await startLiveServer({
    port: Number(env.PUSHER_PORT ?? 0),
    app,
    shouldDropEvent: dropper(Number(env.PUSHER_DROP_RATE ?? 0)),
    onEvent: (event) => webhooks?.push(event),
  });
  console.log(JSON.stringify({ ready: true, port: server.port }));
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => server.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(
    `The Pusher server could not start on port ${env.PUSHER_PORT}: ${(error as Error).message}`,
  );
  process.exit(1);
}
