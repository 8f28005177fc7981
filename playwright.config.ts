import { defineConfig } from "playwright/test";
import { browserLaunchOptions } from "./tests/support/browser";

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/e2e",
  globalSetup: "./tests/support/start-stack.ts",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    launchOptions: await browserLaunchOptions(),
    locale: "ru-RU",
    // What cannot be pressed is said at once, not when the whole test's time is over.
    actionTimeout: 20_000,
    // A trace of each step costs a fifth of the run.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
    {
      name: "phone",
      testDir: "tests/e2e/screens",
      use: { viewport: { width: 360, height: 740 }, hasTouch: true },
    },
  ],
});
