import { afterAll, beforeAll, expect, it } from "vitest";
import type { OperatorContext } from "@/lib/context";
import { readDraft, saveDraft } from "@/lib/conversations/save-draft";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const database = await testDatabase();
const team = teamMaker(database.db, database.sql);
afterAll(() => database.close());

let anna: OperatorContext;
let boris: OperatorContext;
let stranger: OperatorContext;
let conversation: number;
const nothing = { content: "", note: "", is_note: false };

beforeAll(async () => {
  const home = await team.department("Продажи");
  anna = await team.as(await team.person("operator", home));
  boris = await team.as(await team.person("operator", home));
  stranger = await team.as(await team.person("operator", await team.department("Поддержка")));
  conversation = await team.conversation(await team.client(home));
});

it("keeps an answer and a note apart, each operator's own, however often it is saved", async () => {
  const typed = { content: "Здравствуйте", note: "Скидку не обещать", is_note: true };
  await saveDraft(anna, conversation, typed);
  await saveDraft(anna, conversation, typed);
  expect(await readDraft(anna, conversation)).toEqual(typed);
  expect(await readDraft(boris, conversation)).toEqual(nothing);
});

it("keeps a note alone, and forgets both when both are empty", async () => {
  const note = { content: "", note: "Только для своих", is_note: true };
  await saveDraft(boris, conversation, note);
  expect(await readDraft(boris, conversation)).toEqual(note);
  await saveDraft(boris, conversation, { content: " ", note: "" });
  expect(await readDraft(boris, conversation)).toEqual(nothing);
});

it("takes a text alone for an answer, as before notes had drafts", async () => {
  await saveDraft(boris, conversation, { content: "Добрый день" });
  expect(await readDraft(boris, conversation)).toEqual({ ...nothing, content: "Добрый день" });
});

it("keeps nothing in a conversation that one may not see", async () => {
  await expect(saveDraft(stranger, conversation, { content: "Чужое" })).rejects.toMatchObject({
    code: "not_found",
  });
});
