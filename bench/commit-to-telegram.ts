import { type Desk, textUpdate } from "./support/desk";
import { type Row, row } from "./support/report";
import { median, percentile } from "./support/statistics";

const samples = 40;
const firstChat = 730_000_000;

/**
 * From the 201 of `POST /api/messages/` to `sendMessage` at the (simulated) Telegram, in ms, each in
 * a chat of its own so that no limit of Telegram's holds it back; beside a direct call of the same.
 */
export async function commitToTelegram(desk: Desk): Promise<Row[]> {
  const { control, sql, stack } = desk;
  const times: number[] = [];
  const direct: number[] = [];
  for (let n = 0; n < samples; n++) {
    const chat = firstChat + n;
    await control.createPerson({ id: chat, first_name: "Клиент", is_started: true });
    await desk.webhook(textUpdate(chat, "Здравствуйте"));
    const [client] = await sql`select id from clients where telegram_id = ${chat}`;
    const text = `Ответ ${n} конец`;
    await desk.api("/api/messages/", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ client_id: Number(client?.id), content: text }),
    });
    const created = Date.now();
    const call = await control.waitFor(async () =>
      (await control.calls({ method: "sendMessage", chat_id: chat, text })).at(0),
    );
    times.push(Math.max(0, call.at - created));
    direct.push(
      await sendDirectly(`${stack.env.TELEGRAM_API_ROOT}/bot${stack.env.TELEGRAM_TOKEN}`, chat),
    );
  }
  const note = `p99 ${percentile(times, 0.99).toFixed(0)} ms, n ${samples}`;
  return [
    row({
      name: "201 to sendMessage at Telegram, p50",
      value: median(times),
      unit: "ms",
      peer: "a direct sendMessage, p50",
      peerValue: median(direct),
      note,
    }),
  ];
}

async function sendDirectly(root: string, chatId: number): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${root}/sendMessage`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ chat_id: chatId, text: "прямо" }),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`a direct sendMessage answered ${response.status}`);
  return performance.now() - started;
}
