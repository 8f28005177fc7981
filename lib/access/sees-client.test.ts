import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Person, Role } from "@/lib/context";
import { type ClientFacts, seesClient } from "./sees-client";

function person(role: Role, departmentId: number | null = 1, operatorId = 10): Person {
  return { type: "operator", operatorId, role, departmentId };
}

const maybeDepartment = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });
const role = fc.constantFrom<Role>("admin", "manager", "operator");
const anyone: fc.Arbitrary<Person> = fc
  .tuple(role, maybeDepartment, fc.integer({ min: 1, max: 4 }))
  .map(([known, department, id]) => person(known, department, id));
const anyClient: fc.Arbitrary<ClientFacts> = fc.record({
  departmentId: maybeDepartment,
  assignedOperatorId: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
  visibility: fc.constantFrom("department" as const, "own" as const),
  managerId: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
});

describe("seesClient", () => {
  it("shows an admin and the system everything", () => {
    fc.assert(
      fc.property(anyClient, (client) => {
        expect(seesClient(person("admin"), client)).toBe(true);
        expect(seesClient({ type: "system", name: "job" }, client)).toBe(true);
      }),
    );
  });

  it("never shows an operator or manager a client of a department that is not theirs", () => {
    fc.assert(
      fc.property(anyone, anyClient, (actor, client) => {
        fc.pre(actor.role !== "admin" && actor.departmentId !== null);
        const isTheirs =
          client.departmentId === actor.departmentId ||
          (actor.role === "manager" && client.managerId === actor.operatorId);
        if (!isTheirs) expect(seesClient(actor, client)).toBe(false);
      }),
    );
  });

  it("shows an operator only assigned clients where the department says so", () => {
    const base = { departmentId: 1, managerId: null };
    const own = { ...base, visibility: "own" as const };
    expect(seesClient(person("operator"), { ...own, assignedOperatorId: 11 })).toBe(false);
    expect(seesClient(person("operator"), { ...own, assignedOperatorId: null })).toBe(false);
    expect(seesClient(person("operator"), { ...own, assignedOperatorId: 10 })).toBe(true);
    expect(seesClient(person("manager"), { ...own, assignedOperatorId: 11 })).toBe(true);
  });

  it("shows at least as much to a manager as to an operator in the same place", () => {
    fc.assert(
      fc.property(anyClient, fc.integer({ min: 1, max: 3 }), (client, department) => {
        if (seesClient(person("operator", department), client)) {
          expect(seesClient(person("manager", department), client)).toBe(true);
        }
      }),
    );
  });
});
