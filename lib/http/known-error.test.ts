import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { isRefusal, knownError } from "./known-error";

/** As drizzle wraps what postgres.js throws. */
const fromPostgres = (code: string) =>
  new Error("Failed query", { cause: Object.assign(new Error("detail"), { code }) });

describe("an error", () => {
  it.each([
    ["22003", "invalid"],
    ["23505", "conflict"],
    ["23503", "conflict"],
    ["40P01", "conflict"],
    ["40001", "conflict"],
    ["57P01", "unavailable"],
    ["57P03", "unavailable"],
    ["57P02", "unavailable"],
    ["57P04", "unavailable"],
    ["57P05", "unavailable"],
    ["57014", "unavailable"],
    ["53000", "unavailable"],
    ["53100", "unavailable"],
    ["53200", "unavailable"],
    ["53300", "unavailable"],
    ["53400", "unavailable"],
    ["58030", "unavailable"],
    ["25006", "unavailable"],
    ["55P03", "unavailable"],
    ["08000", "unavailable"],
    ["08006", "unavailable"],
    ["ECONNREFUSED", "unavailable"],
    ["CONNECTION_CLOSED", "unavailable"],
  ])("of Postgres with the code %s is %s", (code, expected) => {
    const known = knownError(fromPostgres(code));
    expect(known?.code).toBe(expected);
    if (expected === "unavailable") expect(known?.details.retryAfter).toBeGreaterThan(0);
  });

  it("that nobody expected stays unknown", () => {
    expect(knownError(fromPostgres("42P01"))).toBeNull();
    expect(knownError(new TypeError("x is not a function"))).toBeNull();
  });

  it("refuses only when nothing can have been done", () => {
    expect(isRefusal(new AppError("not_found", "notFound.client"))).toBe(true);
    expect(isRefusal(z.number().safeParse("x").error)).toBe(true);
    expect(isRefusal(fromPostgres("23505"))).toBe(true);
    expect(isRefusal(fromPostgres("CONNECTION_CLOSED"))).toBe(false);
    expect(isRefusal(new Error("a bug after the commit"))).toBe(false);
  });
});
