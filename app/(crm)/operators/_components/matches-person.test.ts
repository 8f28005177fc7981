import { expect, test } from "vitest";
import { matchesPerson } from "./matches-person";

const everyone = { search: "", role: "", department: "" };
const person = {
  name: "Семён Чайкин",
  username: "Semyon_Ch",
  role: "operator" as const,
  department_id: 3,
};

// ё as е, capitals, and й as a Mac writes it, in two characters.
test.each(["", "семен", "СЕМЁН", "чайкин", "Чаи\u0306кин", "@semyon", " Semyon_ch "])(
  "finds a person by %j",
  (search) => expect(matchesPerson(person, { ...everyone, search })).toBe(true),
);

test.each([{ search: "семён б" }, { role: "admin" }, { department: "4" }])(
  "leaves out whom %j does not name",
  (more) => {
    expect(matchesPerson(person, { ...everyone, ...more })).toBe(false);
  },
);
