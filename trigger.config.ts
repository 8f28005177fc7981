import { syncEnvVars } from "@trigger.dev/build/extensions/core";
import { defineConfig } from "@trigger.dev/sdk";

/**
 * Settings that the jobs read; a deploy takes them from its own environment to Trigger.dev's. Its own
 * key is given to each run by Trigger.dev.
 */
const settings =
  /^(DATABASE_URL|APP_URL|LOG_RETENTION_DAYS|LOG_LEVEL|WEBHOOKS_ALLOW_PRIVATE|(AUTH|TELEGRAM|AWS|PUSHER)_\w+)$/;

// `npx trigger.dev deploy`, with TRIGGER_PROJECT_REF and the product's settings in `.env`.
export default defineConfig({
  project: process.env.TRIGGER_PROJECT_REF ?? "TRIGGER_PROJECT_REF is not set",
  runtime: "node-24",
  dirs: ["./jobs/trigger"],
  // Each job has its own; this is for what would come without.
  maxDuration: 300,
  build: {
    extensions: [
      syncEnvVars(() =>
        Object.entries(process.env).flatMap(([name, value]) =>
          value && settings.test(name) ? [{ name, value, isSecret: true }] : [],
        ),
      ),
    ],
  },
});
