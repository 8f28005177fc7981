import { assumeProduction, liveEnv } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { startLiveServer } from "./server";

// `node dist/live.mjs`: the live updates server, for installations that do not use pusher.com.
assumeProduction();
try {
  const values = liveEnv();
  const server = await startLiveServer({
    port: values.LIVE_PORT,
    host: values.HOST,
    app: { id: values.PUSHER_APP_ID, key: values.PUSHER_KEY, secret: values.PUSHER_SECRET },
    maxSockets: values.LIVE_MAX_SOCKETS,
    // Of an address with its default port a browser's Origin says no port, as URL does.
    origins: [new URL(values.APP_URL).origin],
    proxies: values.TRUST_PROXY,
    metricsToken: values.METRICS_TOKEN,
    keepAlive: values.KEEP_ALIVE_TIMEOUT,
  });
  logger("live").info({ port: server.port }, "live updates");
  const end = () => server.close().then(() => process.exit(0));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end());
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
