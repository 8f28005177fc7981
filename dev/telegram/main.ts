import { defaultToken, startTelegramSimulator } from "./server";

// A process of its own, started by `npm run dev` and by tests, so it reads its own few variables:
// SIM_PORT (0: any free port), SIM_DIR (where state is kept; without it only in memory), SIM_TOKEN,
// SIM_BOT_USERNAME, SIM_BOT_NAME, SIM_RETRY_SCALE (multiplies the waits between webhook attempts),
// SIM_LOCAL_DIR (plays a Bot API server with --local that keeps its files there),
// SIM_WEBHOOK_TIMEOUT_MS, SIM_STRICT=1 (checks all traffic against Telegram's documentation).
const { SIM_PORT, SIM_DIR, SIM_TOKEN, SIM_BOT_USERNAME, SIM_BOT_NAME } = process.env;
const port = Number(SIM_PORT ?? 0);

try {
  const simulator = await startTelegramSimulator({
    port,
    ...(SIM_DIR ? { dir: SIM_DIR } : {}),
    ...(process.env.SIM_LOCAL_DIR ? { localDir: process.env.SIM_LOCAL_DIR } : {}),
    token: SIM_TOKEN || defaultToken,
    botUsername: SIM_BOT_USERNAME || "desk_demo_bot",
    botName: SIM_BOT_NAME || "Desk",
    retryScale: Number(process.env.SIM_RETRY_SCALE ?? 1),
    webhookTimeoutMs: Number(process.env.SIM_WEBHOOK_TIMEOUT_MS ?? 60_000),
    strict: process.env.SIM_STRICT === "1",
  });
  console.log(JSON.stringify({ ready: true, port: simulator.port }));
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void simulator.close().then(() => process.exit(0)));
  }
} catch (error) {
  const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  const words = error instanceof Error ? error.message : String(error);
  console.error(
    isTaken
      ? `The Telegram simulator cannot start: port ${port} is taken by another program.`
      : `The Telegram simulator cannot start: ${words}`,
  );
  process.exit(1);
}
