import type { Context, OperatorContext, Role, Viewer } from "./context";
import { AppError } from "./core/errors";

/** What a role may do at all; which rows it may see is said in `lib/access`. */
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
export function can(actor: Viewer, ability: Ability): boolean {
  if (actor.type === "system") return true;
  return (abilities[ability] as readonly Role[]).includes(actor.role);
}

/** Throws `forbidden` unless the actor's role includes the ability. */
export function assertCan(ctx: Context, ability: Ability): void {
  if (!can(ctx.actor, ability)) throw new AppError("forbidden", "permission.role");
}

/** Throws `forbidden` unless a person of the team acts. */
export function assertOperator(ctx: Context): asserts ctx is OperatorContext {
  if (ctx.actor.type !== "operator") {
    throw new AppError("forbidden", "permission.notAPerson");
  }
}
