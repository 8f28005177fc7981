import type { Actor, Context, OperatorContext, Role } from "./context";
import { AppError } from "./core/errors";

/** What a role may do; rows are limited further by `lib/<domain>` scopes. */
const abilities = {
  "clients.read": ["admin", "manager", "operator"],
  "clients.write": ["admin", "manager", "operator"],
  "messages.send": ["admin", "manager", "operator"],
  "operators.read": ["admin", "manager", "operator"],
  "operators.invite": ["admin"],
  "operators.write": ["admin"],
  "departments.read": ["admin", "manager", "operator"],
  "departments.write": ["admin"],
  "logs.read": ["admin", "manager", "operator"],
  "updates.replay": ["admin"],
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
