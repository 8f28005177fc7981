import fc from "fast-check";
import type { Update } from "grammy/types";
import { afterAll, beforeAll, expect, it } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import { testDatabase } from "../support/database";
import { updatesFrom } from "../support/telegram/telegram-updates";

// Whatever order a message, its edits, its reactions and its replies come in, and however often.
const { sql, close } = await testDatabase();
const runs = process.env.TEST_FULL ? 400 : 25;
const seed = Number(process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31);
let next = 970_000;

beforeAll(() => sql`insert into departments (name, is_default) values ('Поддержка', true)`);
afterAll(close);

const deliver = async (update: object) => (await handleUpdate(structuredClone(update) as Update))();

/** A message of a new person with so many edits and reactions by Telegram's clock, and a reply to it. */
function story(edits: number, reactions: number) {
  const personId = next++;
  const from = updatesFrom(personId);
  const original = from.text("текст 0");
  const { message_id, date } = original.message;
  const edited = Array.from({ length: edits }, (_, at) =>
    from.edit(message_id, { text: `текст ${at + 1}`, date }, date + at + 1),
  );
  const reacted = Array.from({ length: reactions }, (_, at) => {
    const update = from.reaction(message_id, [at % 2 ? "👍" : "❤"]);
    return { ...update, message_reaction: { ...update.message_reaction, date: date + at + 1 } };
  });
  const reply = from.message({ text: "ответ", reply_to_message: original.message });
  return { personId, messageId: message_id, updates: [original, ...edited, ...reacted, reply] };
}

async function stored(personId: number, messageId: number) {
  const rows = await sql`select m.id::int, m.content, m.edited_at,
      (select array_agg(v.content order by v.id) from message_versions v where v.message_id = m.id) as versions,
      (select r.emoji from message_reactions r where r.message_id = m.id) as emoji
    from messages m where m.chat_id = ${personId} and m.telegram_message_id = ${messageId}`;
  const [reply] = await sql`select count(*)::int as n, max(q.id)::int as target from messages m
    left join messages q on q.id = m.reply_to_message_id
    where m.chat_id = ${personId} and m.content = 'ответ'`;
  return { rows, reply };
}

it(`any order gives one message with the last text, every version and the last reaction (PROPERTY_SEED=${seed})`, {
  timeout: 60_000 + runs * 2000,
}, async () => {
  const plan = fc.record({
    edits: fc.integer({ min: 0, max: 4 }),
    reactions: fc.integer({ min: 0, max: 3 }),
    order: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 18, maxLength: 18 }),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ edits, reactions, order }) => {
      const { personId, messageId, updates } = story(edits, reactions);
      // Each twice at most, in the order of the dice.
      const twice = [
        ...updates,
        ...updates.slice(0, Math.floor((order[17] ?? 0) * updates.length)),
      ];
      const shuffled = twice
        .map((update, at) => ({ update, at: order[at % order.length] ?? 0 }))
        .sort((a, b) => a.at - b.at);
      for (const { update } of shuffled) await deliver(update);
      const { rows, reply } = await stored(personId, messageId);
      expect(rows).toHaveLength(1);
      const [message] = rows;
      expect(message?.content).toBe(`текст ${edits}`);
      const others = Array.from({ length: edits }, (_, at) => `текст ${at}`);
      expect([...(message?.versions ?? [])].sort()).toEqual(others);
      const last = reactions === 0 ? null : [(reactions - 1) % 2 ? "👍" : "❤"];
      expect(message?.emoji ?? null).toEqual(last);
      expect(reply).toEqual({ n: 1, target: message?.id });
    }),
    { numRuns: runs, seed },
  );
});
