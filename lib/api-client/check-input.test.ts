import { expect, it } from "vitest";
import { requestReportSchema } from "@/lib/reports/schemas";
import { checkInput } from "./check-input";

const check = (from_day: string, to_day: string, locale: "ru" | "en" = "ru") =>
  checkInput(async () => requestReportSchema, { from_day, to_day }, locale);

it("names each wrong field in the reader's language, by code and values", async () => {
  const field = "to_day";
  expect(await check("2026-11-20", "2026-11-10")).toEqual([
    { field, message: "Последний день раньше первого." },
  ]);
  expect(await check("2024-01-01", "2026-11-10", "en")).toEqual([
    { field, message: "At most 366 days." },
  ]);
  expect(await check("2026-11-01", "2026-11-10")).toEqual([]);
});

it("leaves the check to the server when the schema cannot be loaded", async () => {
  const away = () => Promise.reject(new Error("no network"));
  expect(await checkInput(away, {}, "ru")).toEqual([]);
});
