import fc from "fast-check";
import { expect, it } from "vitest";
import { maskContacts, maskEmail, maskPhone } from "./mask-contacts";

it("keeps the first digit and the last four of a phone", () => {
  expect(maskPhone("+7 916 123-45-67")).toBe("+7 ••• ••• 45 67");
  expect(maskPhone("89161234567")).toBe("8 ••• ••• 45 67");
  expect(maskPhone("12345")).toBe("•••");
});

it("keeps the first letter and the last part of an email", () => {
  expect(maskEmail("anna@example.com")).toBe("a•••@•••.com");
  expect(maskEmail("anna")).toBe("•••");
});

it("never shows more than five digits of any phone", () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 15 });
  fc.assert(
    fc.property(digits, fc.boolean(), (known, hasPlus) => {
      const masked = maskPhone((hasPlus ? "+" : "") + known.join(""));
      expect(masked.replace(/\D/g, "").length).toBeLessThanOrEqual(5);
    }),
  );
});

it("leaves a client alone for a reader who sees contacts", () => {
  const client = { phone: "+79161234567", email: "anna@example.com" };
  expect(maskContacts(client, false)).toEqual(client);
  expect(maskContacts({ phone: null, email: null }, true)).toEqual({ phone: null, email: null });
});
