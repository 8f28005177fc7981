import { describe, expect, it } from "vitest";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { parseEnv } from "@/lib/core/env";
import { callTelegram } from "@/scripts/crm/call-telegram";
import { testEnvironment } from "../support/environment";

const good = testEnvironment();
const read = (name: string, value: string) =>
  parseEnv({ ...good, TELEGRAM_WEBHOOK_SECRET: "s", [name]: value })[
    name as keyof ReturnType<typeof parseEnv>
  ];

describe("an address in the settings", () => {
  it.each([
    ["TELEGRAM_API_ROOT", "https://api.telegram.org/", "https://api.telegram.org"],
    ["TELEGRAM_API_ROOT", " HTTPS://Api.Telegram.ORG// \n", "https://api.telegram.org"],
    ["TELEGRAM_API_ROOT", "http://bots.local:8081/Telegram/", "http://bots.local:8081/Telegram"],
    ["APP_URL", "HTTPS://Desk.Example.com/", "https://desk.example.com"],
    ["APP_URL", "https://desk.example.com:443//", "https://desk.example.com"],
    ["AWS_S3_ENDPOINT_URL", " http://Files.local:8333/ ", "http://files.local:8333"],
    ["TRIGGER_API_URL", "HTTPS://trigger.example.com/base//", "https://trigger.example.com/base"],
    ["SIMULATOR_URL", "http://LOCALHOST:9000/", "http://localhost:9000"],
    ["PUSHER_HOST", " Push.Example.com/ ", "push.example.com"],
    ["PUSHER_HOST", "127.0.0.1", "127.0.0.1"],
    ["PUSHER_HOST", "[::1]", "[::1]"],
    ["PUSHER_SCHEME", " HTTPS ", "https"],
    ["DATABASE_URL", " Postgres://crm:Geheim/@db:5432/crm/ ", null],
    ["DATABASE_URL", " POSTGRESQL://Crm:Pw@db:5432/crm/ ", "postgresql://Crm:Pw@db:5432/crm"],
    ["DATABASE_URL", "postgres://db/crm//?sslmode=require", "postgres://db/crm?sslmode=require"],
  ])("%s takes %j", (name, value, kept) => {
    if (kept === null) expect(() => read(name, value)).toThrow(name);
    else expect(read(name, value)).toBe(kept);
  });

  it.each([
    ["https://desk.example.com", "https://desk.example.com/api/telegram/webhook/"],
    [" HTTPS://Desk.example.com/// ", "https://desk.example.com/api/telegram/webhook/"],
    [
      "https://desk.example.com/api/telegram/webhook",
      "https://desk.example.com/api/telegram/webhook",
    ],
    [
      "https://desk.example.com/api/telegram/webhook// ",
      "https://desk.example.com/api/telegram/webhook/",
    ],
    ["https://proxy.example.com/tg?to=desk", "https://proxy.example.com/tg?to=desk"],
  ])("TELEGRAM_WEBHOOK_URL takes %j", (value, kept) => {
    expect(read("TELEGRAM_WEBHOOK_URL", value)).toBe(kept);
  });

  it.each([
    ["TELEGRAM_API_ROOT", "api.telegram.org"],
    ["TELEGRAM_API_ROOT", "https:/api.telegram.org"],
    ["TELEGRAM_API_ROOT", "ftp://api.telegram.org"],
    ["TELEGRAM_API_ROOT", "https://api.telegram.org/?x=1"],
    ["TELEGRAM_API_ROOT", "https://user:pass@api.telegram.org"],
    ["APP_URL", "https://example.com/desk"],
    ["APP_URL", "https://example.com/#top"],
    ["TELEGRAM_WEBHOOK_URL", "desk.example.com/api/telegram/webhook/"],
    ["TRIGGER_API_URL", "trigger.example.com"],
    ["PUSHER_HOST", "https://push.example.com"],
    ["PUSHER_HOST", "push.example.com:6001"],
    ["PUSHER_HOST", "push.example.com/app"],
    ["PUSHER_HOST", "push example.com"],
    ["PUSHER_SCHEME", "wss"],
    ["DATABASE_URL", "mysql://db/crm"],
  ])("%s is refused by name when it is %j", (name, value) => {
    expect(() => read(name, value)).toThrow(name);
  });

  it("reaches a Bot API server whose address ends in slashes or is written in capitals", async () => {
    const simulator = await startTelegramSimulator();
    try {
      for (const root of [
        simulator.url,
        `${simulator.url}/`,
        ` ${simulator.url.toUpperCase()}// `,
      ]) {
        const me = await callTelegram({ ...good, TELEGRAM_API_ROOT: root }, "getMe");
        expect(me).toMatchObject({ is_bot: true });
      }
    } finally {
      await simulator.close();
    }
  });
});
