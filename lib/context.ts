import type { Db } from "@/db/client";

export type Role = "admin" | "manager" | "operator";

/** A person of the team, by browser session or API token; both carry the same rights. */
export type OperatorActor = {
  type: "operator";
  via: "session" | "token";
  operatorId: number;
  name: string;
  role: Role;
  departmentId: number | null;
  /** The browser session, or null for a token. */
  sessionId: number | null;
  tokenId: number | null;
};

/** Who acts: a person of the team, or the product itself (jobs, the bot, the shell). */
export type Actor = OperatorActor | { type: "system"; name: string };

/** Somebody's place in the team, which is all that the rules of access ask for. */
export type Person = Pick<OperatorActor, "type" | "operatorId" | "role" | "departmentId">;

/** Whose rights are asked about: an actor, or a person who does not act at this moment. */
export type Viewer = Person | Extract<Actor, { type: "system" }>;

/** What every verb and query gets first. */
export type Context = {
  actor: Actor;
  db: Db;
  requestId: string;
  ip: string | null;
};

/** A context whose actor is known to be a person of the team. */
export type OperatorContext = Context & { actor: OperatorActor };

/** The context of work that no person asked for. */
export function systemContext(db: Db, name: string, requestId: string = name): Context {
  return { actor: { type: "system", name }, db, requestId, ip: null };
}
