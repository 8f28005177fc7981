import type { Update } from "grammy/types";
import { afterAll, beforeAll, expect, it } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import type { OperatorContext } from "@/lib/context";
import { listVersions } from "@/lib/messages/list-versions";
import { messagesByIds } from "@/lib/messages/message-dto";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { updatesFrom } from "../support/telegram/telegram-updates";

const database = await testDatabase();
const { db, sql } = database;
const team = teamMaker(db, sql);
const { message, text, command, edit, membership } = updatesFrom(840);
let admin: OperatorContext;

beforeAll(async () => {
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
  admin = await team.as(await team.person("admin", null));
});
afterAll(database.close);

/** Delivers an update; returns what is kept of it. */
async function deliver(update: { update_id: number }) {
  await handleUpdate(structuredClone(update) as unknown as Update);
  const [row] = await sql`select status, reason from raw_updates
    where update_id = ${update.update_id}`;
  return row?.reason ?? row?.status;
}

/** Delivers a message; returns how it stands in the API, and its earlier versions. */
async function stored(update: ReturnType<typeof message>) {
  expect(await deliver(update)).toBe("applied");
  const telegramId = update.message.message_id;
  const [row] = await sql`select id::int from messages where telegram_message_id = ${telegramId}`;
  const id = Number(row?.id);
  return {
    telegramId,
    now: async () => (await messagesByIds(db, [id]))[0],
    versions: async () => (await listVersions(admin, id, { limit: 50 })).results,
  };
}

const photo = (name: string, fileId = `file-${name}`) => ({
  photo: [{ file_id: fileId, file_unique_id: name, width: 90, height: 60, file_size: 1000 }],
});

it("the same content with styles makes no version", async () => {
  // Postgres keeps the fields of an entity in an order of its own.
  const styled = {
    text: "Жирный и ссылка",
    entities: [
      { type: "bold", offset: 0, length: 6 },
      { url: "https://example.com/", type: "text_link", offset: 9, length: 6 },
    ],
  };
  const first = await stored(message(styled));
  expect(await deliver(edit(first.telegramId, styled))).toBe("edit_changes_nothing");
  expect(await first.versions()).toEqual([]);
  expect((await first.now())?.edited_at).toBeNull();
});

it("each other text or style is a version, delivered five times at once", async () => {
  const first = await stored(text("Раз"));
  const second = edit(first.telegramId, { text: "Два" });
  await Promise.all(Array.from({ length: 5 }, () => deliver(second)));
  const entities = [{ type: "bold", offset: 0, length: 3 }];
  expect(await deliver(edit(first.telegramId, { text: "Два", entities }))).toBe("applied");
  expect(await first.now()).toMatchObject({ content: "Два", entities });
  expect(await first.versions()).toMatchObject([
    { content: "Раз", kind: "text", attachments: [] },
    { content: "Два", kind: "text", attachments: [] },
  ]);
});

it("a replaced picture stays with the earlier version, and the new one waits for its download", async () => {
  const first = await stored(message({ ...photo("one"), caption: "Вот" }));
  const file = { file_id: "d", file_unique_id: "two", file_name: "счёт.pdf" };
  expect(await deliver(edit(first.telegramId, { document: file, caption: "Вот" }))).toBe("applied");
  expect(await first.now()).toMatchObject({
    kind: "document",
    message_type: "file",
    attachments: [{ name: "счёт.pdf", status: "pending" }],
  });
  expect(await first.versions()).toMatchObject([
    { content: "Вот", kind: "photo", attachments: [{ kind: "photo" }] },
  ]);
  // Queued with the edit itself, so that it cannot be lost.
  const waiting = await sql`select 1 from graphile_worker.jobs where key like 'download-%'`;
  expect(waiting.length).toBe(2);
});

it("the replaced picture's download is woken after the answer", async () => {
  const first = await stored(message(photo("three")));
  const finish = await handleUpdate(edit(first.telegramId, photo("four")) as unknown as Update);
  await finish();
  const id = (await first.now())?.attachments[0]?.id;
  const jobs = await sql`select 1 from graphile_worker.jobs where key = ${`download-${id}`}`;
  expect(jobs).toHaveLength(1);
});

it("the same picture under another file_id is no change; a new caption is, and the picture stays", async () => {
  const first = await stored(message({ ...photo("five"), caption: "До" }));
  const same = edit(first.telegramId, { ...photo("five", "other-id"), caption: "До" });
  expect(await deliver(same)).toBe("edit_changes_nothing");
  await deliver(edit(first.telegramId, { ...photo("five"), caption: "После" }));
  expect((await first.now())?.attachments).toHaveLength(1);
  expect(await first.versions()).toMatchObject([{ content: "До", attachments: [] }]);
});

it("a live location moves, and every place is kept", async () => {
  const at = (latitude: number) => ({ location: { latitude, longitude: 37.6, live_period: 900 } });
  const first = await stored(message(at(55.1)));
  await deliver(edit(first.telegramId, at(55.2)));
  await deliver(edit(first.telegramId, at(55.3)));
  expect(await deliver(edit(first.telegramId, at(55.3)))).toBe("edit_changes_nothing");
  expect(await first.now()).toMatchObject({ kind: "location", payload: at(55.3) });
  const places = (await first.versions()).map((version) => version.payload);
  expect(places).toEqual([at(55.1), at(55.2)]);
});

it("an edit of a kind not yet invented is kept, the same one is not", async () => {
  const first = await stored(message({ hologram: { size: 1 } }));
  expect(await deliver(edit(first.telegramId, { hologram: { size: 2 } }))).toBe("applied");
  expect(await first.versions()).toHaveLength(1);
});

it("an edit that comes late is an earlier version; one of a command is a message", async () => {
  const first = await stored(text("Один"));
  await deliver(edit(first.telegramId, { text: "Три" }, 1_900_000_000));
  expect(await deliver(edit(first.telegramId, { text: "Два" }, 1_800_000_000))).toBe("applied");
  expect((await first.now())?.content).toBe("Три");
  expect((await first.versions()).map(({ content }) => content)).toEqual(["Один", "Два"]);
  const start = await stored(command("/start"));
  const entities = [{ type: "bot_command", offset: 0, length: 5 }];
  expect(await deliver(edit(start.telegramId, { text: "/help", entities }))).toBe(
    "edit_of_command",
  );
  expect(await deliver(edit(start.telegramId, { text: "Начать" }))).toBe("applied");
  expect(await start.now()).toMatchObject({ content: "Начать", sender: { type: "client" } });
});

it("a change of membership counts only when it is the newest, and says so once", async () => {
  const state = async () => {
    const [row] = await sql`select c.blocked_at, (select count(*)::int from messages m
      where m.client_id = c.id and m.kind in ('client_blocked', 'client_unblocked')) as lines
      from clients c where c.telegram_id = 840`;
    return { isBlocked: row?.blocked_at !== null, lines: row?.lines };
  };
  await deliver(message({ text: "Я здесь", date: 2_000_000_000 }));
  expect(await deliver(membership("kicked", 1_999_999_000))).toBe("membership_is_outdated");
  expect(await state()).toEqual({ isBlocked: false, lines: 0 });
  expect(await deliver(membership("kicked", 2_000_000_010))).toBe("applied");
  expect(await deliver(membership("kicked", 2_000_000_011))).toBe("membership_changes_nothing");
  expect(await state()).toEqual({ isBlocked: true, lines: 1 });
  expect(await deliver(membership("member", 2_000_000_005))).toBe("membership_is_outdated");
  expect(await deliver(membership("member", 2_000_000_020))).toBe("applied");
  expect(await deliver(membership("kicked", 2_000_000_015))).toBe("membership_is_outdated");
  expect(await state()).toEqual({ isBlocked: false, lines: 2 });
});
