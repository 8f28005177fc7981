import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { testEnvironment } from "../support/environment";

const good = {
  ...testEnvironment(),
  NODE_ENV: "production",
  APP_URL: "https://desk.example.com",
  AUTH_SECRET: "gT7c1qPz0VwYb3kXn5RmJ8sLd2FhUa9E",
  PUSHER_SECRET: "f0e1d2c3b4a59687",
  DATABASE_URL: "postgres://crm:q8Zr2LxT@db:5432/crm",
};

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

  it("names the webhook's secret when only its address is set", () => {
    const env = {
      ...good,
      TELEGRAM_WEBHOOK_URL: "https://desk.example.com/api/telegram/webhook/",
      TELEGRAM_WEBHOOK_SECRET: "",
    };
    expect(() => parseEnv(env)).toThrow("TELEGRAM_WEBHOOK_SECRET");
  });
});
