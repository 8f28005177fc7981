import { assumeProduction, env } from "@/lib/core/env";
import { endDatabase } from "@/lib/database";
import { refusePooler } from "@/lib/queue/lock-session";
import { runEmbedded } from "@/lib/queue/run-embedded";
import { hintsSent } from "@/lib/realtime/publish";
import { pollUpdates } from "./poll-updates";
import { registry } from "./registry";

// `npm run worker`: background jobs and, without a webhook, the bot's updates.
assumeProduction();
try {
  refusePooler(env().DATABASE_URL);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
const stopping = new AbortController();
const worker = runEmbedded(registry);
const polling = pollUpdates(stopping.signal);

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
// Whoever started us (scripts/run.mjs) was killed.
process.once("disconnect", () => void stop());

async function stop() {
  stopping.abort();
  // Ten seconds are promised; whatever still runs then is found by the sweeper.
  setTimeout(() => process.exit(1), 9000).unref();
  await Promise.all([worker.stop(), polling]);
  await hintsSent();
  await endDatabase();
  process.exit(0);
}
