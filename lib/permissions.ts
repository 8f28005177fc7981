import type { Actor, Context, OperatorContext, Role } from "./context";
import { AppError } from "./core/errors";

/** What a role may do at all; rows are limited further by `lib/<domain>` scopes. */
const abilities = {
  "clients.read": ["admin", "manager", "operator"],
  "clients.write": ["admin", "manager", "operator"],
  "clients.create": ["admin", "manager", "operator"],
  // A Telegram account named by hand is somebody's chat before they wrote: only where all are seen.
  "clients.name_account": ["admin"],
  "clients.merge": ["admin", "manager"],
  "clients.import": ["admin", "manager"],
  "clients.export": ["admin", "manager"],
  "clients.erase": ["admin", "manager"],
  "tags.read": ["admin", "manager", "operator"],
  "tags.write": ["admin", "manager"],
  "messages.send": ["admin", "manager", "operator"],
  "operators.read": ["admin", "manager", "operator"],
  "operators.invite": ["admin", "manager"],
  "operators.write": ["admin", "manager"],
  "operators.create": ["admin"],
  "departments.read": ["admin", "manager", "operator"],
  "departments.write": ["admin"],
  "tokens.all": ["admin"],
  "logs.read": ["admin", "manager", "operator"],
  "statistics.read": ["admin", "manager", "operator"],
  "reports.read": ["admin", "manager", "operator"],
  "updates.replay": ["admin"],
  "media.read": ["admin", "manager", "operator"],
  "media.write": ["admin"],
  "quick_replies.read": ["admin", "manager", "operator"],
  "quick_replies.write": ["admin", "manager"],
  "settings.write": ["admin"],
  "telegram.manage": ["admin"],
  "webhooks.manage": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Ability = keyof typeof abilities;

/** Whether the actor's role includes the ability. The system may do everything. */
export function can(actor: Actor, ability: Ability): boolean {
  if (actor.type === "system") return true;
  return (abilities[ability] as readonly Role[]).includes(actor.role);
}

/** Throws `forbidden` unless the actor's role includes the ability. */
export function assertCan(ctx: Context, ability: Ability): void {
  if (!can(ctx.actor, ability)) throw new AppError("forbidden", "Your role does not allow this.");
}

/** Throws `forbidden` unless a person of the team acts. */
export function assertOperator(ctx: Context): asserts ctx is OperatorContext {
  if (ctx.actor.type !== "operator") {
    throw new AppError("forbidden", "Only a person of the team can do this.");
  }
}

/**
 * Whose clients an actor sees: everyone's; those of the departments one heads; those of one's
 * department (or, where `visibility` is "own", only the assigned ones); only the assigned ones.
 */
export type ClientScope =
  | { kind: "all" }
  | { kind: "headed"; operatorId: number; departmentId: number | null }
  | { kind: "department"; operatorId: number; departmentId: number }
  | { kind: "assigned"; operatorId: number };

/** The rule behind `visibleClients` and the push channels. */
export function clientScope(actor: Actor): ClientScope {
  if (actor.type === "system" || actor.role === "admin") return { kind: "all" };
  const { operatorId, departmentId } = actor;
  if (actor.role === "manager") return { kind: "headed", operatorId, departmentId };
  if (departmentId === null) return { kind: "assigned", operatorId };
  return { kind: "department", operatorId, departmentId };
}

/** What the rules need to know of a client and its department. */
export type ClientFacts = {
  departmentId: number | null;
  assignedOperatorId: number | null;
  /** Of the client's department. */
  visibility: "department" | "own";
  managerId: number | null;
};

/** The same rule for one client in hand. */
export function seesClient(actor: Actor, client: ClientFacts): boolean {
  const scope = clientScope(actor);
  if (scope.kind === "all") return true;
  const isAssigned = client.assignedOperatorId === scope.operatorId;
  if (scope.kind === "assigned") return isAssigned;
  if (client.departmentId === null) return false;
  const isHome = client.departmentId === scope.departmentId;
  if (scope.kind === "headed") return isHome || client.managerId === scope.operatorId;
  return isHome && (isAssigned || client.visibility === "department");
}

/** Departments whose people an actor looks after: all, or those with these ids. */
export type Reach = "all" | readonly number[];

/** Whether a department is among them; "no department" belongs to admins. */
export function reaches(reach: Reach, departmentId: number | null): boolean {
  if (reach === "all") return true;
  return departmentId !== null && reach.includes(departmentId);
}

type Person = { id: number; role: Role; departmentId: number | null };
type PersonChange = {
  role?: Role | undefined;
  departmentId?: number | null | undefined;
  isActive?: boolean | undefined;
};

/**
 * Why the actor may not change a person so, or null. Admins change anyone; managers only operators
 * of their departments, and never into more than an operator; everybody else nobody.
 */
export function refusePersonChange(
  actor: Actor,
  reach: Reach,
  person: Person,
  change: PersonChange,
): string | null {
  if (actor.type === "system" || actor.role === "admin") return null;
  if (actor.role !== "manager") return "Your role does not allow this.";
  if (!reaches(reach, person.departmentId)) return "This person is not of your departments.";
  if (person.role !== "operator") return "Only an admin changes managers and admins.";
  return refusePlace(reach, change.role ?? "operator", change.departmentId);
}

/** Why the actor may not invite someone as this, or null; the same limits as for a change. */
export function refuseInvite(
  actor: Actor,
  reach: Reach,
  place: { role: Role; departmentId: number | null },
): string | null {
  if (actor.type === "system" || actor.role === "admin") return null;
  if (actor.role !== "manager") return "Your role does not allow this.";
  return refusePlace(reach, place.role, place.departmentId);
}

function refusePlace(reach: Reach, role: Role, departmentId: number | null | undefined) {
  if (role !== "operator") return "Only an admin gives a role above operator.";
  if (departmentId !== undefined && !reaches(reach, departmentId)) {
    return "You can place people only in your own departments.";
  }
  return null;
}
