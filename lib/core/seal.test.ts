import { expect, it } from "vitest";
import { seal, unseal } from "./seal";

it("gives back what was sealed and shows nothing of it", () => {
  const value = { token: "crm_secret", name: "Выгрузка" };
  const sealed = seal(value);
  expect(sealed).not.toContain("crm_secret");
  expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("crm_secret");
  expect(unseal(sealed)).toEqual(value);
});

it("gives null for a changed or foreign text", () => {
  const sealed = seal({ a: 1 });
  expect(unseal((sealed.startsWith("A") ? "B" : "A") + sealed.slice(1))).toBeNull();
  expect(unseal("junk")).toBeNull();
});
