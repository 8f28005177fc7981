import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { OperatorContext } from "@/lib/context";
import { listConversations } from "@/lib/conversations/queries";
import { listConversationsSchema } from "@/lib/conversations/schemas";
import { confirmMessage } from "@/lib/messages/confirm-message";
import { deleteMessage } from "@/lib/messages/edit-message";
import { openingPage } from "@/lib/messages/opening-page";
import { getMessage } from "@/lib/messages/queries";
import { retryMessage } from "@/lib/messages/retry-message";
import { sendMessage } from "@/lib/messages/send-message";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const database = await testDatabase();
const { db, sql } = database;
const team = teamMaker(db, sql);
afterAll(() => database.close());

let anna: OperatorContext;
let boris: OperatorContext;
let stranger: OperatorContext;
let client: number;
let conversation: number;
let id: number;

beforeAll(async () => {
  const home = await team.department("Продажи");
  anna = await team.as(await team.person("operator", home));
  boris = await team.as(await team.person("operator", home));
  stranger = await team.as(await team.person("operator", await team.department("Поддержка")));
  client = await team.client(home);
  conversation = await team.conversation(client);
  await sql`update conversations set chat_id = 4300 where id = ${conversation}`;
});

beforeEach(async () => {
  id = (await sendMessage(anna, { client_id: client, content: "Счёт готов" })).id;
});

const becomes = (status: string) =>
  sql`update messages set delivery_status = ${status} where id = ${id}`;
const actions = async () =>
  (await sql`select action from operator_logs where description = ${`Message ${id}`}`).map(
    ({ action }) => action,
  );

it("cancels what is queued: it leaves the queue and is never sent again", async () => {
  await deleteMessage(anna, id);
  const message = await getMessage(anna, id);
  expect(message).toMatchObject({ content: "", delivery_status: "failed" });
  expect(message.deleted_at).not.toBeNull();
  expect(await actions()).toContain("message_deleted");
  await expect(retryMessage(anna, id)).rejects.toMatchObject({ code: "conflict" });
  await expect(deleteMessage(anna, id)).rejects.toMatchObject({ code: "not_found" });
});

it("does not cancel what is being sent at this moment", async () => {
  await becomes("sending");
  await expect(deleteMessage(anna, id)).rejects.toMatchObject({ code: "conflict" });
  expect(await getMessage(anna, id)).toMatchObject({ content: "Счёт готов", deleted_at: null });
  await becomes("queued");
});

it.each(["failed", "unknown"])(
  "takes a message that is %s out of the undelivered ones",
  async (status) => {
    await becomes(status);
    const undelivered = async () => {
      const filter = listConversationsSchema.parse({ view: "undelivered" });
      return (await listConversations(anna, filter)).results.map((one) => one.id);
    };
    expect(await undelivered()).toContain(conversation);
    await expect(deleteMessage(boris, id)).rejects.toMatchObject({ code: "forbidden" });
    await deleteMessage(anna, id);
    expect(await undelivered()).not.toContain(conversation);
  },
);

it("says that a message of unknown fate arrived, once, by anyone who sees the client", async () => {
  await expect(confirmMessage(boris, id)).rejects.toMatchObject({ code: "conflict" });
  await becomes("unknown");
  await expect(confirmMessage(stranger, id)).rejects.toMatchObject({ code: "not_found" });
  expect(await confirmMessage(boris, id)).toMatchObject({ delivery_status: "sent" });
  expect(await actions()).toContain("message_confirmed");
  await expect(confirmMessage(boris, id)).rejects.toMatchObject({ code: "conflict" });
});

it("an answer carries the words and author of what it answers", async () => {
  const answer = await sendMessage(boris, {
    client_id: client,
    content: "Отправил",
    reply_to_message_id: id,
  });
  expect(answer.reply_to).toEqual({
    sender: { type: "operator", operator_id: anna.actor.operatorId },
    kind: "text",
    preview: "Счёт готов",
    is_deleted: false,
  });
});

it("a thread opens with all that is unread, as far as a page goes", async () => {
  const other = await team.client(anna.actor.departmentId);
  const chat = await team.conversation(other);
  await sql`insert into messages (conversation_id, client_id, sender_type, message_type, kind, content, delivery_status, position, seq)
    select ${chat}, ${other}, 'client', 'text', 'text', n::text, 'received', n, n from generate_series(1, 300) n`;
  const length = async (unread: number) => (await openingPage(anna, other, unread)).results.length;
  expect(await length(0)).toBe(50);
  expect(await length(80)).toBe(130);
  expect(await length(5000)).toBe(200);
});
