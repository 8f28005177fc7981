import { expect, it } from "vitest";
import { fieldText } from "@/lib/core/refusals/refusal-text";
import { checkImportRow } from "./check-import-row";

const known = { departments: new Map(), tags: new Map(), departmentId: 1, mayNameAccounts: false };

/** The milliseconds of CPU that a row with this phone costs, and what is said of it. */
function check(phone: string) {
  const before = process.cpuUsage();
  const { errors } = checkImportRow({ first_name: "Анна", phone }, 2, known);
  const { user, system } = process.cpuUsage(before);
  return { messages: errors.map((error) => fieldText(error, "en")), cpu: (user + system) / 1000 };
}

it("a phone too long to be one is refused without a look at its signs", () => {
  const { messages, cpu } = check(`12345${" ".repeat(60_000)}x!`);
  expect(messages).toEqual(["At most 50 characters."]);
  expect(cpu).toBeLessThan(1000);
});

it("a short text that is no phone is still refused as such", () => {
  expect(check("12").messages).toEqual(["is not a phone number"]);
  expect(check("+7 916 123-45-67 доб. 12").messages).toEqual([]);
});
