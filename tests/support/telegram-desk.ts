import { handleUpdate } from "@/bot/handle-update";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { deliverChat } from "@/lib/messages/deliver/deliver-chat";
import { sendMessage } from "@/lib/messages/send-message";
import { testDatabase } from "./database";
import { teamMaker } from "./team";

/**
 * A database, the Telegram simulator and an admin, for suites about what goes out. Call once at the top
 * of a suite; `more` overrides variables, `play` options of the simulator.
 */
export async function telegramDesk(
  more: Record<string, string> = {},
  play: Parameters<typeof startTelegramSimulator>[0] = {},
) {
  const simulator = await startTelegramSimulator(play);
  const control = new SimulatorControl(simulator.url);
  const database = await testDatabase({ TELEGRAM_API_ROOT: simulator.url, ...more });
  const { db, sql } = database;
  const make = teamMaker(db, sql);
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
  const admin = await make.as(await make.person("admin", null));
  let nextId = 1000;

  /** An update as Telegram would bring it; `more` are the message's other fields. */
  function write(chatId: number, text: string, more: object = {}) {
    const id = nextId++;
    const from = { id: chatId, is_bot: false, first_name: "Анна" };
    const chat = { id: chatId, type: "private" as const, first_name: "Анна" };
    const date = Math.floor(Date.now() / 1000);
    return handleUpdate({
      update_id: id,
      message: { message_id: id, date, chat, from, text, ...more },
    });
  }

  /** The client blocked the bot ("kicked") or came back ("member"). */
  function changeMembership(chatId: number, status: "kicked" | "member") {
    const user = { id: chatId, is_bot: false, first_name: "Анна" };
    const bot = { id: 7_000_000_001, is_bot: true, first_name: "Desk" };
    const change = {
      chat: { id: chatId, type: "private", first_name: "Анна" },
      from: user,
      date: Math.floor(Date.now() / 1000),
      old_chat_member: { user: bot, status: status === "kicked" ? "member" : "kicked" },
      new_chat_member: { user: bot, status, ...(status === "kicked" ? { until_date: 0 } : {}) },
    };
    const update = { update_id: nextId++, my_chat_member: change };
    // Only the fields that we read.
    return handleUpdate(update as unknown as Parameters<typeof handleUpdate>[0]);
  }

  /** A client who wrote. */
  async function client(chatId: number) {
    await control.createPerson({ id: chatId, first_name: "Анна", is_started: true });
    await write(chatId, "Здравствуйте");
    const [row] = await sql`select client_id, id from conversations where chat_id = ${chatId}`;
    return { chatId, clientId: Number(row?.client_id), conversationId: Number(row?.id) };
  }

  const answer = (clientId: number, content: string, more: object = {}) =>
    sendMessage(admin, { client_id: clientId, content, ...more });

  const deliver = (conversationId: number) =>
    deliverChat(db, conversationId, AbortSignal.timeout(25_000));

  /** How a message stands in the database. */
  async function standing(id: number) {
    const [row] = await sql`select delivery_status as status, failure_reason as reason, attempts,
      due_at, telegram_message_id from messages where id = ${id}`;
    return row as { status: string; reason: string | null; attempts: number; due_at: Date | null };
  }

  return {
    ...database,
    control,
    admin,
    make,
    write,
    changeMembership,
    client,
    answer,
    deliver,
    standing,
    async close() {
      await database.close();
      await simulator.close();
    },
  };
}
