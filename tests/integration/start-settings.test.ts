import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { spawnProgram } from "../support/child";
import { testEnvironment } from "../support/environment";

const good = {
  ...testEnvironment(),
  NODE_ENV: "production",
  APP_URL: "https://desk.example.com",
  AUTH_SECRET: "gT7c1qPz0VwYb3kXn5RmJ8sLd2FhUa9E",
  PUSHER_SECRET: "f0e1d2c3b4a59687",
  DATABASE_URL: "postgres://crm:q8Zr2LxT@db:5432/crm",
};

it("the worker refuses an unsafe setting when nobody said what it runs for", async () => {
  // Nothing listens at its addresses: a worker that took this would wait for Postgres for ever.
  const worker = spawnProgram("worker", [], {
    ...good,
    NODE_ENV: "",
    APP_URL: "http://desk.example.com",
  });
  const code = await new Promise((resolve) => worker.once("exit", resolve));
  expect(code).toBe(1);
});

describe("parseEnv in production", () => {
  it("takes a complete and safe environment", () => {
    expect(parseEnv(good).JOBS_ENGINE).toBe("embedded");
  });

  it.each([
    ["DATABASE_URL", undefined],
    ["TELEGRAM_TOKEN", ""],
    ["AUTH_SECRET", "short"],
    ["AUTH_SECRET", "a".repeat(40)],
    ["APP_URL", "http://desk.example.com"],
    ["AWS_SECRET_ACCESS_KEY", "minioadmin"],
    ["DATABASE_URL", "postgres://postgres:postgres@db/crm"],
    ["TELEGRAM_WEBHOOK_URL", "http://desk.example.com/api/telegram/webhook/"],
    ["PUSHER_HOST", undefined],
    ["SIMULATOR_URL", "http://desk.example.com:9000"],
  ])("names %s when it is %s", (name, value) => {
    expect(() => parseEnv({ ...good, [name]: value })).toThrow(name);
  });

  it("takes a variable that is set but empty for an absent one", () => {
    const names = ["PORT", "DATA_DIR", "AWS_S3_REGION_NAME", "LOG_RETENTION_DAYS", "PUSHER_SCHEME"];
    const open = ["TRUST_PROXY", "TELEGRAM_API_ROOT", "LOG_LEVEL", "JOBS_ENGINE", "SIMULATOR_URL"];
    const empty = Object.fromEntries([...names, ...open].map((name) => [name, ""]));
    const absent = Object.fromEntries(
      Object.entries(good).filter(([name]) => !Object.hasOwn(empty, name)),
    );
    expect(parseEnv({ ...good, ...empty })).toEqual(parseEnv(absent));
  });

  it("asks for a strong AUTH_SECRET on this machine's own address too", () => {
    const home = { ...good, APP_URL: "http://127.0.0.1:3000", PUSHER_SECRET: "secret" };
    expect(parseEnv(home).APP_URL).toBe(home.APP_URL);
    expect(() => parseEnv({ ...home, AUTH_SECRET: "a".repeat(40) })).toThrow("AUTH_SECRET");
  });

  it("names the webhook's secret when only its address is set", () => {
    const env = {
      ...good,
      TELEGRAM_WEBHOOK_URL: "https://desk.example.com/api/telegram/webhook/",
      TELEGRAM_WEBHOOK_SECRET: "",
    };
    expect(() => parseEnv(env)).toThrow("TELEGRAM_WEBHOOK_SECRET");
  });
});
