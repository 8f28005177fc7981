import { defineConfig } from "playwright/test";
import { browserLaunchOptions } from "./tests/support/browser";

const isFull = process.env.TEST_FULL === "1";

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/e2e",
  globalSetup: "./tests/support/start-stack.ts",
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    launchOptions: await browserLaunchOptions(),
    locale: "ru-RU",
    // What cannot be pressed is said at once, not when the whole test's time is over.
    actionTimeout: 20_000,
    // A trace of each step costs a fifth of the run: a failed journey is run again with `--trace on`.
    trace: process.env.CI ? "on-first-retry" : "off",
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "desktop",
      testDir: "tests/e2e/screens",
      use: { viewport: { width: 1280, height: 800 } },
    },
    {
      name: "phone",
      testDir: "tests/e2e/screens",
      // `npm test` repeats on a phone what differs there; `npm run test:full` repeats everything.
      ...(isFull ? {} : { grep: /@phone/ }),
      use: { viewport: { width: 360, height: 740 }, hasTouch: true },
    },
    {
      // Journeys that stop a service run one at a time, when no other needs them.
      name: "faults",
      testDir: "tests/e2e/faults",
      dependencies: ["desktop", "phone"],
      workers: 1,
      use: { viewport: { width: 1280, height: 800 } },
    },
  ],
});
