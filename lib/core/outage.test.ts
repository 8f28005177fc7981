import { describe, expect, it } from "vitest";
import { isOutage } from "./outage";

const coded = (code: string) => Object.assign(new Error("words"), { code });

describe("isOutage", () => {
  it.each([
    "ECONNREFUSED",
    "CONNECT_TIMEOUT",
    "CONNECTION_CLOSED",
    "08006",
    "53300",
    "57P03",
    "40001",
    "40P01",
    "55P03",
    "25006",
  ])("%s comes again, also inside Drizzle's error", (code) => {
    expect(isOutage(coded(code))).toBe(true);
    expect(isOutage(new Error("Failed query", { cause: coded(code) }))).toBe(true);
  });

  it.each(["22P02", "22P05", "23505", "42703", "54001", "P0001", "ERR_INVALID_ARG_TYPE"])(
    "%s is the content's fault",
    (code) => {
      expect(isOutage(coded(code))).toBe(false);
    },
  );

  it("an error without a code is no outage", () => {
    expect(isOutage(new TypeError("not a function"))).toBe(false);
    expect(isOutage("words")).toBe(false);
  });
});
