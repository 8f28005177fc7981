import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Person, Role } from "@/lib/context";
import { type Reach, reaches, refuseInvite, refusePersonChange } from "./reach";

function person(role: Role, departmentId: number | null = 1, operatorId = 10): Person {
  return { type: "operator", operatorId, role, departmentId };
}

const maybeDepartment = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });
const role = fc.constantFrom<Role>("admin", "manager", "operator");
const anyReach: fc.Arbitrary<Reach> = fc.array(fc.integer({ min: 1, max: 3 }));

describe("people", () => {
  const change = fc.record(
    { role, departmentId: maybeDepartment, isActive: fc.boolean() },
    { requiredKeys: [] },
  );
  const target = fc.record({ id: fc.integer(), role, departmentId: maybeDepartment });

  it("lets no manager touch another department's people, or anyone above operator", () => {
    fc.assert(
      fc.property(anyReach, target, change, (reach, who, what) => {
        if (refusePersonChange(person("manager"), reach, who, what) !== null) return;
        expect(who.role).toBe("operator");
        expect(reaches(reach, who.departmentId)).toBe(true);
        expect(what.role ?? "operator").toBe("operator");
        if (what.departmentId !== undefined) expect(reaches(reach, what.departmentId)).toBe(true);
      }),
    );
  });

  it("lets an operator change and invite nobody", () => {
    fc.assert(
      fc.property(anyReach, target, change, (reach, who, what) => {
        expect(refusePersonChange(person("operator"), reach, who, what)).not.toBeNull();
        expect(refuseInvite(person("operator"), reach, who)).not.toBeNull();
      }),
    );
  });

  it("lets a manager invite operators into own departments only", () => {
    const manager = person("manager");
    expect(refuseInvite(manager, [1], { role: "operator", departmentId: 1 })).toBeNull();
    expect(refuseInvite(manager, [1], { role: "operator", departmentId: 2 })).not.toBeNull();
    expect(refuseInvite(manager, [1], { role: "operator", departmentId: null })).not.toBeNull();
    expect(refuseInvite(manager, [1], { role: "manager", departmentId: 1 })).not.toBeNull();
    expect(refuseInvite(person("admin"), [], { role: "admin", departmentId: null })).toBeNull();
  });
});
