import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runBiome } from "./run-biome";

const folder = mkdtempSync(join(tmpdir(), "crm-texts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compared = [
  `export const a = error.message === "Taken.";`,
  `export const b = "Taken." !== error?.message;`,
  `export const c = (error as Error).message.includes("taken");`,
  `export const d = error?.message?.startsWith("Taken");`,
  `export const e = /taken/.test(error.message);`,
  `export const f = known.includes(issue.message);`,
  `export const g = error.message.toLowerCase().trim().endsWith("taken");`,
  `export const h = String(error.message) === "Taken.";`,
  `export const i = codes[error.message];`,
  `export const j = row.failure_reason === "Taken.";`,
  `export const k = row.failureReason?.match(/taken/);`,
  `switch (error.message) { default: }`,
];

const fine = [
  `export const l = update.message === undefined;`,
  `export const m = update.message?.text.startsWith("/start");`,
  `export const n = message.message_type === "system";`,
  `export const o = error.code === "conflict" ? error.message : "";`,
];

test("lint refuses whatever compares a text with a value, and nothing else", async () => {
  const lines = [...compared, ...fine].join("\n");
  const found = await runBiome(folder, {
    "lib/clients/compare.ts": lines,
    "components/chat/compare.tsx": lines,
    "lib/clients/compare.test.ts": lines,
  });
  const places = found
    .filter(({ message }) => message.includes("compare the code"))
    .map(({ location }) => `${location.path}:${location.start.line}`);
  const expected = ["components/chat/compare.tsx", "lib/clients/compare.ts"].flatMap((file) =>
    compared.map((_, at) => `${file}:${at + 1}`),
  );
  expect(places.sort()).toEqual(expected.sort());
}, 60_000);
