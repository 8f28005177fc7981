import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor, OperatorActor, Role } from "./context";
import {
  type ClientFacts,
  type Reach,
  reaches,
  refuseInvite,
  refusePersonChange,
  seesClient,
} from "./permissions";

function person(role: Role, departmentId: number | null = 1, operatorId = 10): OperatorActor {
  return {
    type: "operator",
    via: "session",
    operatorId,
    name: "",
    role,
    departmentId,
    sessionId: 1,
    tokenId: null,
  };
}

const maybeDepartment = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });
const role = fc.constantFrom<Role>("admin", "manager", "operator");
const anyone: fc.Arbitrary<Actor> = fc
  .tuple(role, maybeDepartment, fc.integer({ min: 1, max: 4 }))
  .map(([known, department, id]) => person(known, department, id));
const anyClient: fc.Arbitrary<ClientFacts> = fc.record({
  departmentId: maybeDepartment,
  assignedOperatorId: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
  visibility: fc.constantFrom("department" as const, "own" as const),
  managerId: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
});
const anyReach: fc.Arbitrary<Reach> = fc.array(fc.integer({ min: 1, max: 3 }));

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
        fc.pre(actor.type === "operator" && actor.role !== "admin");
        if (actor.type !== "operator" || actor.departmentId === null) return;
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
