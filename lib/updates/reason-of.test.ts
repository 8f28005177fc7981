import { expect, it } from "vitest";
import { reasonOf } from "./reason-of";

const coded = (code: string) => Object.assign(new Error("words"), { code });

it("the reason is Postgres' own message without the query's parameters", () => {
  const error = new Error("Failed query: …\nparams: +79161234567", { cause: coded("23505") });
  expect(reasonOf(error)).toBe("words");
});
