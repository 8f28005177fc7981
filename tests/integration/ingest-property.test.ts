import fc from "fast-check";
import type { Update } from "grammy/types";
import { afterAll, beforeAll, expect, it } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import { testDatabase } from "../support/database";

// Promises 2, 3, 4, 5 and 9 for generated updates. `INGEST_RUNS=200` is long, `INGEST_SEED=N` repeats.
const numRuns = Number(process.env.INGEST_RUNS ?? 12);
const seed = Number(process.env.INGEST_SEED ?? Date.now() % 1_000_000);

const database = await testDatabase();
const { sql } = database;
const figures = { updates: 0, deliveries: 0, refused: 0, failed: 0 };
let nextUpdateId = 1;
let nextChat = 1_000_000;

beforeAll(async () => {
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
});
afterAll(database.close);

/** Any UTF-16, so U+0000 and lone surrogates too. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 12,
});
const anyJson = fc.jsonValue({ maxDepth: 4, stringUnit: "binary" });
const moreFields = fc.dictionary(
  anyText.map((key) => `x${key}`),
  anyJson,
  { maxKeys: 3 },
);

const anyFile = fc.record({ file_unique_id: fc.constantFrom("one", "two", "three") });
const anyContent = fc.oneof(
  anyText.map((text) => ({ text })),
  fc.record({
    caption: anyText,
    photo: fc.tuple(anyFile.map((file) => ({ ...file, file_id: "f" }))),
  }),
  anyFile.map((file) => ({ document: { ...file, file_id: "f", file_name: "счёт.pdf" } })),
  fc.record({ latitude: fc.double({ noNaN: true }) }).map((location) => ({ location })),
  anyJson.map((value) => ({ kind_of_tomorrow: value })),
);

/** What happens in a chat: in this order for messages and edits, in any order for the rest. */
const anyEvent = fc.record({
  what: fc.constantFrom("message", "message", "message", "edit", "reaction", "member", "other"),
  content: anyContent,
  more: moreFields,
  /** Now and then a field that Telegram would never send. */
  spoilt: fc.option(
    fc.tuple(fc.constantFrom("date", "message_id", "from", "text", "photo", "entities"), anyJson),
    { freq: 6 },
  ),
  copies: fc.integer({ min: 1, max: 5 }),
  pick: fc.nat({ max: 100 }),
});
type Event = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never;

type Made = {
  update: { update_id: number };
  copies: number;
  isOrdered: boolean;
  /** As Telegram could have sent it: it must be applied. */
  isSound: boolean;
  messageId: number | null;
  text: string | undefined;
};

function makeChat(events: Event[]): { chatId: number; made: Made[] } {
  const chatId = nextChat++;
  const chat = { id: chatId, type: "private" };
  const person = { id: chatId, is_bot: false, first_name: "Анна", language_code: "ru" };
  let last = 0;
  const made = events.map((event, at): Made => {
    const { what, content, more, spoilt, copies, pick } = event;
    const date = 1_790_000_000 + at;
    const update_id = nextUpdateId++;
    const known = last === 0 ? 1 : 1 + (pick % last);
    const body: Record<string, unknown> = { ...more, chat, from: person, date, ...content };
    // In a list: a number could be the id of another message.
    if (spoilt) body[spoilt[0]] = spoilt[0] === "message_id" ? [spoilt[1]] : spoilt[1];
    const facts = { copies, isSound: !spoilt, messageId: null, text: undefined };
    switch (what) {
      case "message": {
        const message = { message_id: ++last, ...body };
        const text = "text" in content ? content.text : undefined;
        return {
          ...facts,
          update: { update_id, message } as never,
          isOrdered: true,
          messageId: last,
          text,
        };
      }
      case "edit": {
        // By Telegram's clock an edit is later than its message, even when it arrives first.
        const edited_message = { message_id: known, edit_date: date + 1000, ...body };
        return { ...facts, update: { update_id, edited_message } as never, isOrdered: true };
      }
      case "reaction": {
        const new_reaction = [{ type: "emoji", emoji: "👍" }];
        const message_reaction = {
          ...more,
          chat,
          user: person,
          date,
          message_id: known,
          new_reaction,
        };
        return { ...facts, update: { update_id, message_reaction } as never, isOrdered: false };
      }
      case "member": {
        const new_chat_member = { status: pick % 2 ? "kicked" : "member" };
        const my_chat_member = { ...more, chat, from: person, date, new_chat_member };
        return { ...facts, update: { update_id, my_chat_member } as never, isOrdered: false };
      }
      default: {
        const kind = ["callback_query", "channel_post", "guest_message", "novelty"][pick % 4] ?? "";
        return { ...facts, update: { update_id, [kind]: body } as never, isOrdered: false };
      }
    }
  });
  return { chatId, made };
}

/** One delivery, repeated as Telegram does until it is accepted. */
async function deliver({ update }: Made): Promise<void> {
  for (;;) {
    figures.deliveries++;
    const isStored = await handleUpdate(structuredClone(update) as unknown as Update).then(
      () => true,
      () => false,
    );
    if (isStored) return;
    figures.refused++;
  }
}

/** Copies of an update run at once; the chat's next message waits for the first, not for the others. */
async function deliverChat(made: Made[]): Promise<void> {
  const late: Promise<void>[] = [];
  for (const one of made) {
    const all = Array.from({ length: one.copies }, () => deliver(one));
    if (one.isOrdered) await Promise.race(all);
    late.push(...all);
  }
  await Promise.all(late);
}

async function check({ chatId, made }: { chatId: number; made: Made[] }) {
  const ids = made.map(({ update }) => update.update_id);
  const kept = await sql<{ id: number; status: string; reason: string | null }[]>`
    select update_id::int as id, status, reason from raw_updates where update_id in ${sql(ids)}`;
  const byId = new Map(kept.map((row) => [row.id, row]));
  expect(byId.size, "each update is kept, once").toBe(made.length);
  for (const row of kept) {
    expect(["applied", "ignored", "failed"]).toContain(row.status);
    if (row.status !== "applied") expect(row.reason).toBeTruthy();
    if (row.status === "failed") figures.failed++;
  }
  const messages = await sql<{ telegram: number; id: number }[]>`
    select telegram_message_id::int as telegram, id::int from messages
    where chat_id = ${chatId} and telegram_message_id is not null order by position, id`;
  const found = messages.map((row) => row.telegram);
  expect(found, "Telegram's order").toEqual([...found].sort((a, b) => a - b));
  expect(new Set(found).size, "each message once").toBe(found.length);
  for (const one of made.filter(({ isSound }) => isSound)) {
    const row = byId.get(one.update.update_id);
    expect(row?.status, row?.reason ?? "").not.toBe("failed");
    if (one.messageId !== null) expect(found).toContain(one.messageId);
  }
  const sound = made.filter((one) => one.isSound && one.messageId !== null);
  const [conversation] =
    await sql`select incoming_count from conversations where chat_id = ${chatId}`;
  if (sound.length === made.length) expect(conversation?.incoming_count).toBe(sound.length);
  await checkFirstTexts(chatId, sound);
}

/** The text that came first is the message's own, or its oldest version's after an edit. */
async function checkFirstTexts(chatId: number, sound: Made[]) {
  const rows = await sql<{ telegram: number; first: string }[]>`
    select m.telegram_message_id::int as telegram, coalesce((select v.content from message_versions v
      where v.message_id = m.id order by coalesce(v.place, v.id) limit 1), m.content) as first
    from messages m where m.chat_id = ${chatId} and m.sender_type = 'client'`;
  const firsts = new Map(rows.map((row) => [row.telegram, row.first]));
  for (const { messageId, text } of sound) {
    if (text === undefined) continue;
    const wanted = text.replaceAll("\u0000", "\ufffd").toWellFormed().normalize("NFC");
    expect(firsts.get(messageId ?? 0)).toBe(wanted);
  }
}

it("every generated update ends as a message, a change of state or a row with a reason, once", async () => {
  const chats = fc.array(fc.array(anyEvent, { minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 4,
  });
  const property = fc.asyncProperty(chats, async (all) => {
    const made = all.map(makeChat);
    figures.updates += made.reduce((sum, chat) => sum + chat.made.length, 0);
    await Promise.all(made.map((chat) => deliverChat(chat.made)));
    for (const chat of made) await check(chat);
  });
  await fc.assert(property, { seed, numRuns, endOnFailure: false });
  console.log(
    `ingest: seed ${seed}, ${figures.updates} updates, ${figures.deliveries} deliveries ` +
      `(${figures.refused} refused for the moment), ${figures.failed} kept as failed`,
  );
}, 600_000);
