import { createHash, randomBytes } from "node:crypto";
import postgres from "postgres";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { seedTeam, team } from "@/tests/support/seed-team";
import { startStack } from "@/tests/support/stack";

export type Desk = Awaited<ReturnType<typeof startDesk>>;

/** The deployed product beside its stand-ins, with a team and an admin's API token. */
export async function startDesk() {
  const stack = await startStack({ webs: 1, settings: { API_RATE_LIMIT: "0" } });
  const sql = postgres(stack.env.DATABASE_URL ?? "", { max: 2, onnotice() {} });
  await seedTeam(stack);
  const token = `crm_${randomBytes(24).toString("base64url")}`;
  const hash = createHash("sha256").update(token).digest("hex");
  await sql`insert into api_tokens (operator_id, name, token_hash, prefix)
    select id, 'bench', ${hash}, ${token.slice(0, 8)} from operators where telegram_id = ${team.admin}`;
  const webhookHeaders = {
    "content-type": "application/json",
    "x-telegram-bot-api-secret-token": stack.env.TELEGRAM_WEBHOOK_SECRET ?? "",
  };
  return {
    stack,
    sql,
    token,
    webhookHeaders,
    webPort: Number(new URL(stack.appUrl).port),
    control: new SimulatorControl(stack.simulatorUrl),

    /** A call of the product's API as the admin; throws on a refusal. */
    async api<T>(path: string, init: RequestInit = {}): Promise<T> {
      const headers = { authorization: `Bearer ${token}`, ...init.headers };
      const response = await fetch(stack.appUrl + path, { ...init, headers });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },

    /** One update to the webhook; resolves when it is answered 200. */
    async webhook(body: string): Promise<void> {
      const response = await fetch(`${stack.appUrl}/api/telegram/webhook/`, {
        method: "POST",
        headers: webhookHeaders,
        body,
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
    },

    async stop() {
      await sql.end();
      await stack.stop();
    },
  };
}

let nextUpdateId = 100_000_000;

/** A client's text as Telegram would post it; each call is a new update and a new message. */
export function textUpdate(chatId: number, text: string): string {
  const update_id = nextUpdateId++;
  const person = { id: chatId, first_name: "Клиент", last_name: String(chatId) };
  const message = {
    message_id: update_id,
    date: Math.floor(Date.now() / 1000),
    chat: { ...person, type: "private" },
    from: { ...person, is_bot: false, language_code: "ru" },
    text,
  };
  return JSON.stringify({ update_id, message });
}
