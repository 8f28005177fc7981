import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { getClient } from "@/lib/clients/queries";
import { setClientTags } from "@/lib/clients/set-client-tags";
import { type Context, systemContext } from "@/lib/context";
import { createTag } from "@/lib/tags/create-tag";
import { deleteTag } from "@/lib/tags/delete-tag";
import { listTags } from "@/lib/tags/queries";
import { updateTag } from "@/lib/tags/update-tag";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const database = await testDatabase();
const { db, sql } = database;
const shell = systemContext(db, "shell");
const team = teamMaker(db, sql);
afterAll(() => database.close());

let department: number;
let operator: Context;

beforeAll(async () => {
  department = await team.department("Продажи");
  operator = await team.as(await team.person("operator", department));
});

it("makes, renames, recolours and deletes a tag, each with a log line", async () => {
  const tag = await createTag(shell, { name: " Срочно ", color: "red" });
  expect(tag).toEqual({ id: tag.id, name: "Срочно", color: "red" });
  expect(await updateTag(shell, tag.id, { name: "Важно" })).toMatchObject({
    name: "Важно",
    color: "red",
  });
  await deleteTag(shell, tag.id);
  await expect(deleteTag(shell, tag.id)).rejects.toMatchObject({ code: "not_found" });
  const lines =
    await sql`select action from operator_logs where description like ${`Tag ${tag.id}%`} order by id`;
  expect(lines.map((line) => line.action)).toEqual(["tag_created", "tag_updated", "tag_deleted"]);
});

it("refuses a second tag of one name in any case of letters", async () => {
  const tag = await createTag(shell, { name: "VIP" });
  await expect(createTag(shell, { name: "vip" })).rejects.toMatchObject({ code: "conflict" });
  const other = await createTag(shell, { name: "Other" });
  await expect(updateTag(shell, other.id, { name: "Vip" })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await updateTag(shell, tag.id, { name: "vip" })).toMatchObject({ name: "vip" });
});

it("pages by name without gaps", async () => {
  for (const name of ["б", "А", "в", "Г", "д"]) await createTag(shell, { name });
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTags(operator, { limit: 2, ...(cursor ? { cursor } : {}) });
    names.push(...page.results.map((tag) => tag.name));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(names).toHaveLength(new Set(names).size);
  expect(names.filter((name) => /^[а-яё]$/i.test(name))).toEqual(["А", "б", "в", "Г", "д"]);
});

it("lets operators put tags on clients but not make them", async () => {
  await expect(createTag(operator, { name: "Мой" })).rejects.toMatchObject({ code: "forbidden" });
  const tag = await createTag(shell, { name: "Опт", color: "blue" });
  const client = await createClient(operator, { first_name: "Анна" });
  const tagged = await setClientTags(operator, client.id, { tag_ids: [tag.id] });
  expect(tagged.tags).toEqual([{ id: tag.id, name: "Опт", color: "blue" }]);
  const again = await setClientTags(operator, client.id, { tag_ids: [tag.id] });
  expect(again.tags).toEqual(tagged.tags);
  const lines =
    await sql`select 1 from operator_logs where action = 'client_tagged' and client_id = ${client.id}`;
  expect(lines).toHaveLength(1);
  expect((await setClientTags(operator, client.id, { tag_ids: [] })).tags).toEqual([]);
});

it("refuses unknown tags and clients of others", async () => {
  const client = await createClient(operator, { first_name: "Борис" });
  await expect(setClientTags(operator, client.id, { tag_ids: [999_999] })).rejects.toMatchObject({
    code: "invalid",
  });
  const stranger = await team.as(await team.person("operator", null));
  await expect(setClientTags(stranger, client.id, { tag_ids: [] })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("takes a deleted tag off its clients", async () => {
  const tag = await createTag(shell, { name: "Ненужная" });
  const client = await createClient(operator, { first_name: "Вера", tag_ids: [tag.id] });
  expect(client.tags).toHaveLength(1);
  await deleteTag(shell, tag.id);
  expect((await getClient(operator, client.id)).tags).toEqual([]);
});
