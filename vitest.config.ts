import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { SlowFirst } from "./tests/slow-first.ts";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

const manyFiles = [
  "drizzle-orm",
  "drizzle-orm/pg-core",
  "drizzle-orm/postgres-js",
  "drizzle-orm/postgres-js/migrator",
  "graphile-worker",
  "@aws-sdk/client-s3",
  "@aws-sdk/lib-storage",
  "@aws-sdk/s3-presigned-post",
  "@aws-sdk/s3-request-presigner",
];

/** They replace a module, which would stay replaced for the next suite of the same process. */
const mocking = globSync("tests/{integration,api}/**/*.test.ts").filter((file) =>
  /\bvi\.(mock|doMock)\(/.test(readFileSync(file, "utf8")),
);

const onPostgres = {
  // Hundreds of small files, read again by each process, become one file each.
  deps: { optimizer: { ssr: { enabled: true, include: manyFiles } } },
  // It imports "next/server" without an ending, which Node alone does not find.
  server: { deps: { inline: ["next-auth"] } },
  globalSetup: ["tests/support/global-postgres.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  resolve: { alias },
  test: {
    // More than the cores that a small machine has: many tests wait for processes and clocks.
    maxWorkers: 4,
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{app,bot,components,i18n,jobs,lib,lint,scripts,db}/**/*.test.ts"],
          setupFiles: ["tests/support/unit-env.ts"],
          // A guard against hanging; the default of 5 s fails what is merely slow on a busy machine.
          testTimeout: 20_000,
          // Pure rules share a worker: a fresh one per file would cost more than the tests.
          isolate: false,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "stand-ins",
          include: ["{dev,live}/**/*.test.ts"],
          setupFiles: ["tests/support/fresh-modules.ts"],
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...onPostgres,
          name: "integration",
          include: ["tests/integration/**/*.test.ts", "tests/api/**/*.test.ts"],
          exclude: mocking,
          setupFiles: ["tests/support/fresh-modules.ts"],
          isolate: false,
        },
      },
      {
        resolve: { alias },
        test: { ...onPostgres, name: "own processes", include: mocking },
      },
    ],
  },
});
