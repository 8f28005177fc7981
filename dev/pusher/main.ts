import { startPusherServer } from "./server";

const { env } = process;

try {
  const server = await startPusherServer({
    port: Number(env.PUSHER_PORT ?? 0),
    app: {
      id: env.PUSHER_APP_ID ?? "app",
      key: env.PUSHER_KEY ?? "key",
      secret: env.PUSHER_SECRET ?? "secret",
      webhookUrl: env.PUSHER_WEBHOOK_URL,
    },
    dropRate: Number(env.PUSHER_DROP_RATE ?? 0),
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
